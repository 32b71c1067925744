/** What the page knows: the desk as the server tells it, and how each event changes it. */
import { changed } from './topics.js';
import { readState } from './wire.js';
import { forgetRooms, markRead, putMessage, removeMessage } from './rooms.js';
import { answered, openKeyboard, screenOf, seen } from './screens.js';

const CALLS_KEPT = 400;
const TYPING_MS = 5000;

export const desk = {
  bot: null, banner: '', clock: { now: 0, frozen: true, readAt: 0 }, phones: [], chats: {},
  calls: [], updates: [], faults: [], typing: new Map(), link: 'wait', focus: null, narrow: false,
};

function setClock(iso, frozen = desk.clock.frozen) {
  desk.clock = { now: Date.parse(iso), frozen, readAt: performance.now() };
}

/** The world's time, in milliseconds. */
export function worldNow() {
  const { now, frozen, readAt } = desk.clock;
  return frozen ? now : now + performance.now() - readAt;
}

/** Find a phone by its person. */
export const phoneOf = (userId) => desk.phones.find((phone) => phone.user.id === userId);

/** The phones that stand on the desk. */
export const shownPhones = () => desk.phones.filter((phone) => phone.shown);

/** Read the desk again. */
export async function readDesk() {
  const state = await readState();
  Object.assign(desk, { bot: state.bot, banner: state.banner, phones: state.phones, chats: state.chats ?? {}, faults: state.faults ?? [] });
  setClock(state.clock.now, state.clock.frozen);
  const shown = shownPhones();
  if (!shown.some((phone) => phone.user.id === desk.focus)) desk.focus = shown[0]?.user.id ?? null;
  changed('desk', 'clock', ...desk.phones.map((phone) => `phone:${phone.user.id}`));
}

/** Read everything again, as after a broken line. */
export async function resync() {
  forgetRooms();
  await readDesk();
}

/** Bring one phone to the front (what is seen at narrow width). */
export function focusOn(userId) {
  desk.focus = userId;
  changed('desk', `phone:${userId}`);
}

const inChat = (chatId) => desk.phones.filter((phone) => phone.user.id === chatId || phone.chats.includes(chatId));

function isLooking(phone, chatId) {
  const screen = screenOf(phone.user.id);
  return screen.chat === chatId && screen.atEnd && (!desk.narrow || desk.focus === phone.user.id);
}

function countUnread(phone, chatId, message) {
  if (message.from?.id === phone.user.id || isLooking(phone, chatId)) return;
  const { unread } = screenOf(phone.user.id);
  unread.set(chatId, (unread.get(chatId) ?? 0) + 1);
  changed(`phone:${phone.user.id}`, `unread:${phone.user.id}`);
}

function stopTyping(chatId) {
  if (desk.typing.delete(chatId)) changed(`typing:${chatId}`);
}

function startTyping({ chat_id: chatId, action }) {
  const token = { action };
  desk.typing.set(chatId, token);
  changed(`typing:${chatId}`);
  setTimeout(() => desk.typing.get(chatId) === token && stopTyping(chatId), TYPING_MS);
}

function keep(list, item, topic) {
  list.push(item);
  if (list.length > CALLS_KEPT) list.splice(0, list.length - CALLS_KEPT);
  changed(topic);
}

let rereading = null;
function reread() {
  clearTimeout(rereading);
  rereading = setTimeout(() => readDesk().catch(() => {}), 30);
}

const reduce = {
  message({ chat_id: chatId, message }) {
    putMessage(chatId, message);
    if (message.from?.is_bot) stopTyping(chatId);
    for (const phone of inChat(chatId)) countUnread(phone, chatId, message);
  },
  edited: ({ chat_id: chatId, message }) => putMessage(chatId, message, { onlyKnown: true }),
  deleted: ({ chat_id: chatId, message_id: messageId }) => removeMessage(chatId, messageId),
  read: ({ chat_id: chatId, message_id: messageId }) => markRead(chatId, messageId),
  answer: (event) => answered(event),
  action: startTyping,
  keyboard({ user_id: userId, chat_id: chatId, markup }) {
    const phone = phoneOf(userId);
    if (!phone) return;
    phone.keyboards = { ...phone.keyboards, [chatId]: markup };
    openKeyboard(userId);
  },
  commands({ user_id: userId, chat_id: chatId, commands }) {
    const phone = phoneOf(userId);
    if (!phone) return;
    phone.commands = { ...phone.commands, [chatId]: commands };
    changed(`phone:${userId}`);
  },
  clock({ now, frozen }) {
    setClock(now, frozen);
    changed('clock');
  },
  chat: reread,
  call: (event) => keep(desk.calls, event, 'calls'),
  update: ({ update, at }) => keep(desk.updates, { update, at: at ?? worldNow() }, 'updates'),
  reload: () => resync().catch(() => {}),
};

/** Change what the page knows by one event of the desk. */
export function apply(event) {
  reduce[event.type]?.(event);
}

/** The person has read a chat to its end. */
export function readToEnd(userId, chatId) {
  if (desk.narrow && desk.focus !== userId) return;
  seen(userId, chatId);
}
