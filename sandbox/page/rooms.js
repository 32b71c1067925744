/** The messages of each chat, oldest first, read when a phone first opens the chat. */
import { changed } from './topics.js';
import { readHistory } from './wire.js';

const KEPT = 1500;
const rooms = new Map();

/** The chat's messages and what is known about older ones. */
export function roomOf(chatId) {
  if (!rooms.has(chatId)) rooms.set(chatId, { messages: [], ready: false, loading: false, older: true });
  return rooms.get(chatId);
}

/** Where a message with this id stands or would stand. */
function place(messages, messageId) {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle].message_id < messageId) low = middle + 1;
    else high = middle;
  }
  return low;
}

function put(messages, message) {
  const at = place(messages, message.message_id);
  messages.splice(at, messages[at]?.message_id === message.message_id ? 1 : 0, message);
}

function trim(room) {
  if (room.messages.length <= KEPT) return;
  room.messages.splice(0, room.messages.length - KEPT);
  room.older = true;
}

/** Add a message or replace it; `onlyKnown` leaves out edits of messages that are not loaded. */
export function putMessage(chatId, message, { onlyKnown = false } = {}) {
  const room = roomOf(chatId);
  const first = room.messages[0];
  if (onlyKnown && (!first || message.message_id < first.message_id)) return;
  put(room.messages, message);
  if (!onlyKnown) trim(room);
  changed(`room:${chatId}`);
}

/** Take a message away. */
export function removeMessage(chatId, messageId) {
  const { messages } = roomOf(chatId);
  const at = place(messages, messageId);
  if (messages[at]?.message_id !== messageId) return;
  messages.splice(at, 1);
  changed(`room:${chatId}`);
}

/** The bot has taken a message: it gets its second tick. */
export function markRead(chatId, messageId) {
  const message = messageIn(chatId, messageId);
  if (message) putMessage(chatId, { ...message, _: { ...message._, read: true } }, { onlyKnown: true });
}

/** Find a loaded message. */
export function messageIn(chatId, messageId) {
  const { messages } = roomOf(chatId);
  const found = messages[place(messages, messageId)];
  return found?.message_id === messageId ? found : undefined;
}

async function load(chatId, room, before) {
  room.loading = true;
  try {
    const found = await readHistory(chatId, before);
    room.older = found.length >= 100;
    for (const message of found) {
      const known = messageIn(chatId, message.message_id);
      if (!message._?.deleted && !known) put(room.messages, message);
    }
    room.ready = true;
  } finally {
    room.loading = false;
    changed(`room:${chatId}`);
  }
}

/** Read the chat's latest messages unless they are there. */
export function openRoom(chatId) {
  const room = roomOf(chatId);
  if (!room.ready && !room.loading) load(chatId, room).catch(() => {});
}

/** Read older messages than the ones that are there. */
export function readOlder(chatId) {
  const room = roomOf(chatId);
  if (!room.ready || room.loading || !room.older || !room.messages.length) return;
  load(chatId, room, room.messages[0].message_id).catch(() => {});
}

/** Forget everything; open chats are read again when they are drawn. */
export function forgetRooms() {
  const known = [...rooms.keys()];
  rooms.clear();
  changed('desk', ...known.map((chatId) => `room:${chatId}`));
}
