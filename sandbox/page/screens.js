/** What each phone shows at the moment: open chat, unread counts, sheets, toasts, waiting buttons, drafts. */
import { changed } from './topics.js';
import { GENERAL_TOPIC, roomKey } from './rooms.js';

const WAIT_MS = 30000;
const TOAST_MS = 3500;
const screens = new Map();
const lateAnswers = new Set();

function blank(userId) {
  return {
    chat: userId, thread: null, atEnd: true, unread: new Map(), waiting: new Map(), drafts: new Map(), reacted: new Map(),
    reply: null, edit: null, sheet: null, toast: null, alert: null, keyboardOpen: true, opener: null, jump: null, search: null, recording: false,
  };
}

/** The screen of a person's phone. */
export function screenOf(userId) {
  if (!screens.has(userId)) screens.set(userId, blank(userId));
  return screens.get(userId);
}

/** Leave a chat that is no longer on the phone. */
export function settle({ user, chats }) {
  const screen = screenOf(user.id);
  if (screen.chat !== null && !chats.includes(screen.chat)) Object.assign(screen, { chat: chats.length > 1 ? null : user.id, thread: null, search: null, sheet: null });
}

/** The world has become another: what pointed at its messages is forgotten, what people were writing is not. */
export function forgetScreens() {
  for (const screen of screens.values()) {
    for (const counted of [screen.unread, screen.waiting, screen.reacted]) counted.clear();
    Object.assign(screen, { reply: null, edit: null, sheet: null, alert: null, jump: null, search: null, atEnd: true });
  }
}

/** Change a phone's screen. */
export function turn(userId, fields) {
  Object.assign(screenOf(userId), fields);
  changed(`phone:${userId}`);
}

/** The room that a screen shows; null for a list of chats. */
export const roomOnScreen = ({ chat, thread }) => (chat === null ? null : roomKey(chat, thread));

/** The person has seen a room to its end. */
export function seen(userId, key) {
  if (screenOf(userId).unread.delete(key)) changed(`phone:${userId}`, `unread:${userId}`);
}

const sum = (counts) => counts.reduce((total, count) => total + count, 0);

/** How many unread messages the phone has, all chats together. */
export const unreadOf = (userId) => sum([...screenOf(userId).unread.values()]);

/** How many unread messages a chat has on a phone, all its topics together. */
export function unreadIn(userId, chatId) {
  const inside = [...screenOf(userId).unread].filter(([key]) => key.split('/')[0] === String(chatId));
  return sum(inside.map(([, count]) => count));
}

/** Show a chat, or a topic of it, at its end. */
export function enter(userId, chatId, thread = null) {
  turn(userId, { chat: chatId, thread, atEnd: true, reply: null, edit: null, search: null, jump: null, recording: false });
}

/** The topic to name when something is sent from this phone; the general one is not named. */
export const topicOn = (userId) => (screenOf(userId).thread > GENERAL_TOPIC ? screenOf(userId).thread : undefined);

/** Go to a message of the room on the screen and point at it. */
export const jumpTo = (userId, messageId) => turn(userId, { jump: { messageId } });

/** Show a short notice on a phone for a moment. */
export function toast(userId, text) {
  const notice = { text };
  turn(userId, { toast: notice });
  setTimeout(() => screenOf(userId).toast === notice && turn(userId, { toast: null }), TOAST_MS);
}

/** Bring up the reply keyboard of a phone. */
export const openKeyboard = (userId) => turn(userId, { keyboardOpen: true, noReply: false });

/** A button has been pressed and waits for its answer. */
export function startWaiting(userId, key) {
  const { waiting } = screenOf(userId);
  clearTimeout(waiting.get(key)?.timer);
  waiting.set(key, { id: null, timer: setTimeout(() => stopWaiting(userId, key), WAIT_MS) });
  changed(`waiting:${userId}`);
}

/** The waiting is over. */
export function stopWaiting(userId, key) {
  const { waiting } = screenOf(userId);
  clearTimeout(waiting.get(key)?.timer);
  if (waiting.delete(key)) changed(`waiting:${userId}`);
}

/** The desk has named the query of a press; its answer may have come first. */
export function nameWaiting(userId, key, queryId) {
  const press = screenOf(userId).waiting.get(key);
  if (lateAnswers.delete(queryId)) stopWaiting(userId, key);
  else if (press) press.id = queryId;
}

function release(userId, queryId) {
  for (const [key, press] of screenOf(userId).waiting) {
    if (press.id === queryId) return stopWaiting(userId, key);
  }
  return lateAnswers.add(queryId);
}

/** The bot has answered a press: stop the spinner, show what it says. */
export function answered({ user_id: userId, text, show_alert: isAlert, url, callback_query_id: queryId }) {
  release(userId, String(queryId));
  if (url) turn(userId, { sheet: { kind: 'url', url } });
  if (text && isAlert) turn(userId, { alert: { text } });
  else if (text) toast(userId, text);
}
