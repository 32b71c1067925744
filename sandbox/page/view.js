/** The few things every view needs: the vendored renderer, memoised views, subscriptions. */
import { Component, createContext, h, html, render, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from './vendor/htm-preact.js';
import { listen } from './topics.js';

export { html, render, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState };

/** Wrap a view so that it renders again only when a prop is another value. */
export function memo(View) {
  return class Memo extends Component {
    shouldComponentUpdate(next) {
      const keys = Object.keys(next);
      return keys.length !== Object.keys(this.props).length || keys.some((key) => next[key] !== this.props[key]);
    }

    render(props) {
      return h(View, props);
    }
  };
}

/** Who puts off the redrawing of the views below; nobody unless a parent says so. */
export const Rest = createContext(null);

/** Render this view again whenever one of the topics changes, or later while it rests out of sight. */
export function useTopics(...topics) {
  const [, setTurn] = useState(0);
  const rest = useContext(Rest);
  useLayoutEffect(() => {
    const redraw = () => setTurn((turn) => turn + 1);
    const stop = listen(topics, () => (rest ? rest.ask(redraw) : redraw()));
    return () => { stop(); rest?.forget(redraw); };
  }, topics);
}

/** Join the class names that apply. */
export function classes(...names) {
  return names.filter(Boolean).join(' ');
}
