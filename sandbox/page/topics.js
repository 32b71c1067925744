/** Named topics that views listen to; changes are told once per drawn frame, however many happened. */
const listeners = new Map();
let dirty = new Set();

function tell() {
  const topics = dirty;
  dirty = new Set();
  const called = new Set();
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) called.add(listener);
  for (const listener of called) listener();
}

function soon() {
  if (document.hidden) setTimeout(tell, 100);
  else requestAnimationFrame(tell);
}

/** Mark topics as changed. */
export function changed(...topics) {
  if (!dirty.size) soon();
  for (const topic of topics) dirty.add(topic);
}

/** Call the listener when one of the topics changed; returns the function that stops it. */
export function listen(topics, listener) {
  for (const topic of topics) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
  return () => {
    for (const topic of topics) {
      listeners.get(topic).delete(listener);
      if (!listeners.get(topic).size) listeners.delete(topic);
    }
  };
}
