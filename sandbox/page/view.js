/** The few things every view needs: the vendored renderer, memoised views, subscriptions. */
import { Component, h, html, render, useEffect, useLayoutEffect, useMemo, useRef, useState } from './vendor/htm-preact.js';
import { listen } from './topics.js';

export { html, render, useEffect, useLayoutEffect, useMemo, useRef, useState };

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

/** Render this view again whenever one of the topics changes. */
export function useTopics(...topics) {
  const [, setTurn] = useState(0);
  useLayoutEffect(() => listen(topics, () => setTurn((turn) => turn + 1)), topics);
}

/** Join the class names that apply. */
export function classes(...names) {
  return names.filter(Boolean).join(' ');
}
