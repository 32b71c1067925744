/** What the director and the tours hear beside the phones: letters after the clock moved, the weather, words. */
import { changed } from './topics.js';
import { desk } from './store.js';

const ARRIVALS_KEPT = 60;
const listeners = new Set();

/** What the bot said since the clock was last moved by hand, oldest first. */
export const arrivals = { list: [], movedAt: null };

const notes = {
  clock({ now }) {
    Object.assign(arrivals, { list: [], movedAt: Date.parse(now) });
    changed('arrivals');
  },
  message({ chat_id: chatId, message }) {
    if (!message.from?.is_bot || arrivals.movedAt === null) return;
    if (arrivals.list.length < ARRIVALS_KEPT) arrivals.list.push({ chatId, message });
    changed('arrivals');
  },
  faults({ faults }) {
    desk.faults = faults;
    changed('faults');
  },
  reload() {
    Object.assign(arrivals, { list: [], movedAt: null });
    changed('arrivals', 'reload');
  },
};

/** Note an event of the desk and pass it on. */
export function overhear(event) {
  notes[event.type]?.(event);
  for (const listener of listeners) listener(event);
}

/** Hear every event from now on; the result stops it. */
export function listenIn(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
