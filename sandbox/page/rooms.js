/**
 * The messages the page holds. A room (a chat, or a topic of one) ends in its tail, which is kept short and always up to date.
 * A phone that scrolls away from the end looks at a stretch of its own, a bounded piece of the past that is read in either direction.
 */
import { changed } from './topics.js';
import { readHistory } from './wire.js';

const TAIL = 150;
const STRETCH = 400;
const PAGE = 100;
export const GENERAL_TOPIC = 1;

const tails = new Map();
const stretches = new Set();
const ofChat = new Map();
let isForum = () => false;

/** Say which chats have topics; the desk knows. */
export function askForums(knows) {
  isForum = knows;
}

/** The name of a room: the chat's id, with a topic behind it in forums. */
export const roomKey = (chatId, thread) => (thread ? `${chatId}/${thread}` : String(chatId));

/** The topic a forum's message stands in. */
export const threadOf = (message) => (message.is_topic_message && message.message_thread_id) || GENERAL_TOPIC;

/** The room in which a message is seen. */
export const roomOfMessage = (chatId, message) => roomKey(chatId, isForum(chatId) ? threadOf(message) : null);

function segment(key, fields) {
  const [chatId, thread] = key.split('/').map(Number);
  const one = { key, chatId, thread, messages: [], ready: false, loading: false, older: true, newer: false, ...fields };
  if (!ofChat.has(chatId)) ofChat.set(chatId, new Set());
  ofChat.get(chatId).add(one);
  return one;
}

/** The tail of a room. */
export function tailOf(key) {
  if (!tails.has(key)) tails.set(key, segment(key));
  return tails.get(key);
}

/** Where a message with this id stands or would stand. */
export function place(messages, messageId) {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle].message_id < messageId) low = middle + 1;
    else high = middle;
  }
  return low;
}

const known = ({ messages }, messageId) => messages[place(messages, messageId)]?.message_id === messageId;

const segmentsOf = (chatId) => ofChat.get(chatId) ?? [];

/** Drop what is too much at one side; a tail gives up its oldest messages only now and then. */
function dropOldest(one, most, slack = 0) {
  if (one.messages.length <= most + slack) return;
  one.messages.splice(0, one.messages.length - most);
  one.older = true;
}

function dropNewest(one, most) {
  if (one.messages.length <= most) return;
  one.messages.length = most;
  one.newer = true;
}

function append(one, message) {
  if (one.newer) return;
  one.messages.splice(place(one.messages, message.message_id), 0, message);
  if (stretches.has(one)) dropNewest(one, STRETCH);
  else dropOldest(one, TAIL, 50);
}

/** Add a new message at the end of its room. */
export function addMessage(chatId, message) {
  const inTopic = roomOfMessage(chatId, message);
  for (const one of segmentsOf(chatId)) {
    if (one.thread && one.key !== inTopic) continue;
    if (known(one, message.message_id)) replace(one, message);
    else append(one, message);
    changed(`room:${one.key}`);
  }
}

function replace(one, message) {
  one.messages[place(one.messages, message.message_id)] = message;
  changed(`room:${one.key}`);
}

/** Put an edited message in the place of the old one, wherever it is loaded. */
export function replaceMessage(chatId, message) {
  for (const one of segmentsOf(chatId)) if (known(one, message.message_id)) replace(one, message);
}

/** Take a message away. */
export function removeMessage(chatId, messageId) {
  for (const one of segmentsOf(chatId)) {
    if (!known(one, messageId)) continue;
    one.messages.splice(place(one.messages, messageId), 1);
    changed(`room:${one.key}`);
  }
}

/** The bot has taken a message: it gets its second tick. */
export function markRead(chatId, messageId) {
  const message = messageIn(chatId, messageId);
  if (message) replaceMessage(chatId, { ...message, _: { ...message._, read: true } });
}

/** Find a loaded message. */
export function messageIn(chatId, messageId) {
  for (const one of segmentsOf(chatId)) if (known(one, messageId)) return one.messages[place(one.messages, messageId)];
  return undefined;
}

function merge(one, found) {
  const fresh = found.filter((message) => !message._?.deleted && !known(one, message.message_id));
  one.messages = [...one.messages, ...fresh].sort((first, second) => first.message_id - second.message_id);
}

/** Read a page into a segment; `settle` notes what is known at its sides. */
async function load(one, where, settle) {
  if (one.loading) return;
  one.loading = true;
  try {
    const page = await readHistory(one.chatId, { thread: one.thread, limit: PAGE, ...where });
    merge(one, page.messages);
    settle(page);
    one.ready = true;
  } finally {
    one.loading = false;
    changed(`room:${one.key}`);
  }
}

/** Read the room's latest messages unless they are there. */
export function openRoom(key) {
  const tail = tailOf(key);
  if (!tail.ready) load(tail, {}, ({ older }) => { tail.older = older; }).catch(() => {});
}

/** Read older messages than the ones that are there. */
export function readOlder(one) {
  if (!one.ready || !one.older || !one.messages.length) return;
  load(one, { before: one.messages[0].message_id }, ({ older }) => { one.older = older; dropNewest(one, STRETCH); }).catch(() => {});
}

/** Read newer messages than the ones that are there. */
export function readNewer(one) {
  if (!one.ready || !one.newer || !one.messages.length) return;
  load(one, { after: one.messages.at(-1).message_id }, ({ newer }) => { one.newer = newer; dropOldest(one, STRETCH); }).catch(() => {});
}

function kept(one) {
  stretches.add(one);
  return one;
}

/** A stretch that begins as a copy of the room's tail. */
export function leaveTail(key) {
  const { messages, older, ready } = tailOf(key);
  return kept(segment(key, { messages: [...messages], older, ready }));
}

/** Read a stretch with a message in its middle. */
export async function stretchAround(key, messageId) {
  const one = kept(segment(key));
  await load(one, { around: messageId }, ({ older, newer }) => Object.assign(one, { older, newer }));
  return one;
}

/** Whether a stretch still holds; after forgetting none does. */
export const isKept = (one) => stretches.has(one);

/** Forget a stretch that nobody looks at any more. */
export function dropStretch(one) {
  stretches.delete(one);
  ofChat.get(one.chatId)?.delete(one);
}

/** Forget everything; open chats are read again when they are drawn. */
export function forgetRooms() {
  const keys = [...tails.keys()];
  for (const all of [tails, stretches, ofChat]) all.clear();
  changed('desk', 'forgotten', ...keys.map((key) => `room:${key}`));
}
