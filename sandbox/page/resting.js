/** Phones out of sight are drawn again only now and then, when the browser has nothing else to do. */
import { useEffect, useState } from './view.js';

const EVERY_MS = 1000;
const MARGIN = '120px';
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
const rests = new WeakMap();

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) rests.get(entry.target)?.see(entry.isIntersecting);
}, { rootMargin: MARGIN });

function makeRest() {
  const missed = new Set();
  const waitingToBeSeen = new Set();
  let inSight = true;
  let waiting = false;
  const drawAll = () => {
    waiting = false;
    const redraws = [...missed];
    missed.clear();
    for (const redraw of redraws) redraw();
  };
  const wait = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => whenIdle(drawAll), EVERY_MS);
  };
  return {
    ask(redraw) {
      if (inSight) return redraw();
      missed.add(redraw);
      return wait();
    },
    forget(redraw) {
      missed.delete(redraw);
      waitingToBeSeen.delete(redraw);
    },
    isInSight: () => inSight,
    whenSeen: (redraw) => waitingToBeSeen.add(redraw),
    see(isSeen) {
      inSight = isSeen;
      if (!isSeen) return;
      for (const redraw of waitingToBeSeen) missed.add(redraw);
      waitingToBeSeen.clear();
      drawAll();
    },
  };
}

/** The rest of what is drawn in an element; `box` refers to it. */
export function useRest(box) {
  const [rest] = useState(makeRest);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    rests.set(element, rest);
    watcher.observe(element);
    return () => watcher.unobserve(element);
  });
  return rest;
}
