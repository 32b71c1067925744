/**
 * Scrolling through a room of any length: which messages are drawn, and what stays where it is while they change.
 * At the end the last few of the tail are drawn; away from it a window over a stretch, which moves as one nears its edges.
 */
import { Rest, useContext, useEffect, useLayoutEffect, useRef } from './view.js';
import { dropStretch, isKept, leaveTail, messageIn, place, readNewer, readOlder, stretchAround, tailOf } from './rooms.js';

const AT_END = 24;
const SLACK = 12;
const WINDOW = 120;
const STEP = 40;
const NEAR_END_PX = 70;
const NEAR_EDGE_PX = 500;
const FOUND_MS = 3000;

const below = (list) => list.scrollHeight - list.scrollTop - list.clientHeight;

/** Where a window begins: not in the middle of an album. */
function wholeAlbums(messages, at) {
  let from = Math.max(0, at);
  const album = messages[from]?.media_group_id;
  while (album && messages[from - 1]?.media_group_id === album) from -= 1;
  return from;
}

/** The first row in sight, and how far below the upper edge it stands. */
function anchorOf(list) {
  const top = list.getBoundingClientRect().top;
  const rows = list.querySelectorAll('[data-message]');
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].getBoundingClientRect().bottom <= top) low = middle + 1;
    else high = middle;
  }
  return rows[low] && { row: rows[low], id: rows[low].dataset.message, at: rows[low].getBoundingClientRect().top - top };
}

const rowOf = (list, id) => list.querySelector(`[data-message="${id}"]`);

function restore(list, anchor) {
  const row = anchor?.row.isConnected && anchor.row.dataset.message === anchor.id ? anchor.row : anchor && rowOf(list, anchor.id);
  if (!row) return;
  const moved = row.getBoundingClientRect().top - list.getBoundingClientRect().top - anchor.at;
  if (Math.abs(moved) >= 1) list.scrollTop += moved;
}

/** One phone's look at a room. */
class Look {
  constructor(screen, roomKey) {
    Object.assign(this, { screen, roomKey, past: null, first: 0, last: 0, found: null, centre: null });
    screen.atEnd = true;
  }

  drawn() {
    if (!this.past) return this.drawnAtEnd();
    const { messages } = this.past;
    return messages.slice(wholeAlbums(messages, place(messages, this.first)), place(messages, this.last + 1));
  }

  /** The last few; what stands first changes only now and then, as taking away the first row moves all others. */
  drawnAtEnd() {
    const { messages } = tailOf(this.roomKey);
    const from = place(messages, this.first);
    const drawn = messages.length - from;
    if (drawn >= Math.min(AT_END, messages.length) && drawn <= AT_END + SLACK) return messages.slice(from);
    const start = wholeAlbums(messages, messages.length - AT_END);
    this.first = messages[start]?.message_id ?? 0;
    return messages.slice(start);
  }

  leave() {
    const drawn = this.drawn();
    if (!drawn.length) return;
    this.past = leaveTail(this.roomKey);
    this.screen.atEnd = false;
    [this.first, this.last] = [drawn[0].message_id, drawn.at(-1).message_id];
  }

  toEnd() {
    if (this.past) dropStretch(this.past);
    this.past = null;
    this.first = 0;
    this.screen.atEnd = true;
  }

  /** Draw older messages and fewer new ones; false when nothing changed at once. */
  widenUp() {
    const { messages } = this.past;
    const at = place(messages, this.first);
    if (at < STEP) readOlder(this.past);
    if (at <= 0) return false;
    const from = wholeAlbums(messages, at - STEP);
    this.first = messages[from].message_id;
    this.last = Math.min(this.last, messages[Math.min(messages.length, from + WINDOW) - 1].message_id);
    return true;
  }

  widenDown() {
    const { messages } = this.past;
    const at = place(messages, this.last);
    if (at > messages.length - STEP) readNewer(this.past);
    if (at >= messages.length - 1) return false;
    const to = Math.min(messages.length - 1, at + STEP);
    this.last = messages[to].message_id;
    this.first = Math.max(this.first, messages[wholeAlbums(messages, to + 1 - WINDOW)].message_id);
    return true;
  }

  isWhole() {
    return !this.past.newer && this.past.messages.at(-1)?.message_id === this.last;
  }

  /** Look at a message, read around it first when it is not there; false when it is gone. */
  async goTo(messageId) {
    if (!this.drawn().some((message) => message.message_id === messageId)) {
      const stretch = await stretchAround(this.roomKey, messageId);
      this.toEnd();
      if (!stretch.messages.length) return dropStretch(stretch) && false;
      this.past = stretch;
      this.screen.atEnd = false;
      const at = place(stretch.messages, messageId);
      this.first = stretch.messages[Math.max(0, at - STEP)].message_id;
      this.last = stretch.messages[Math.min(stretch.messages.length - 1, at + STEP)].message_id;
    } else if (!this.past) this.leave();
    this.found = this.centre = messageId;
    return Boolean(messageIn(this.past.chatId, messageId));
  }
}

/** React to where the list stands: leave or reach the end, move the window; true when it must be drawn again. */
function follow(look, list) {
  if (!look.past) {
    if (below(list) < NEAR_END_PX) return false;
    look.leave();
    return true;
  }
  const isNearEnd = below(list) < NEAR_EDGE_PX;
  if (isNearEnd && look.isWhole() && below(list) < NEAR_END_PX) {
    look.toEnd();
    return true;
  }
  if (isNearEnd && !look.isWhole() && look.widenDown()) return true;
  return list.scrollTop < NEAR_EDGE_PX && look.widenUp();
}

function useJumps(look, screen, redraw) {
  useEffect(() => {
    const { jump } = screen;
    if (!jump) return;
    screen.jump = null;
    look.goTo(jump.messageId).then((isThere) => {
      if (!isThere) jump.onGone?.();
      redraw();
      setTimeout(() => { if (look.found === jump.messageId) { look.found = null; redraw(); } }, FOUND_MS);
    }, () => jump.onGone?.());
  });
}

function showCentre(list, look) {
  const row = rowOf(list, look.centre);
  look.centre = null;
  if (!row) return;
  list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - Math.max(20, (list.clientHeight - row.clientHeight) / 2);
}

/** The messages to draw in `list`, and how to scroll among them. */
export function useScrolling({ list, screen, roomKey, redraw }) {
  const rest = useContext(Rest);
  const kept = useRef(null);
  const look = (kept.current ??= new Look(screen, roomKey));
  if (look.past && screen.atEnd) look.toEnd(); // somebody has sent something
  if (look.past && !(isKept(look.past) && look.past.messages.length)) look.toEnd();
  const anchor = look.past && list.current && (!rest || rest.isInSight()) ? anchorOf(list.current) : null;
  const stick = () => { list.current.scrollTop = list.current.scrollHeight; };
  useLayoutEffect(() => {
    if (rest && !rest.isInSight()) {
      rest.whenSeen(redraw); // measuring now would lay out what nobody sees
      return;
    }
    if (look.centre) showCentre(list.current, look);
    else if (look.past) restore(list.current, anchor);
    else stick();
    if (look.past && follow(look, list.current)) redraw();
  });
  useEffect(() => {
    const watcher = new ResizeObserver(() => look.past || stick());
    for (const watched of [list.current, list.current.firstElementChild]) watcher.observe(watched);
    return () => { watcher.disconnect(); if (look.past) dropStretch(look.past); };
  }, []);
  useJumps(look, screen, redraw);
  const onScroll = () => follow(look, list.current) && redraw();
  const toEnd = () => { look.toEnd(); redraw(); };
  return { drawn: look.drawn(), onScroll, toEnd, found: look.found };
}
