/** What the page knows: the desk as the server tells it, and how each event changes it. */
import { changed } from './topics.js';
import { readState } from './wire.js';
import { addMessage, askForums, forgetRooms, markRead, removeMessage, replaceMessage, roomOfMessage } from './rooms.js';
import { askNames } from './names.js';
import { answered, forgetScreens, openKeyboard, roomOnScreen, screenOf, seen, settle } from './screens.js';

const CALLS_KEPT = 400;
const TYPING_MS = 5000;

export const desk = {
  bot: null, banner: '', clock: { now: 0, frozen: true, readAt: 0 }, phones: [], chats: {}, pinned: {}, topics: {}, members: {},
  calls: [], updates: [], faults: [], typing: new Map(), link: 'wait', focus: null, seat: null, narrow: false, heard: null,
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

const IN_THE_STATE = new Set(['keyboard', 'commands', 'clock', 'faults']);
const MOST_READINGS = 4;
let told = 0;

/** Read the state until no event changed it meanwhile: an answer may be older than what was told. */
async function freshState() {
  for (let readings = 1; ; readings++) {
    const before = told;
    const state = await readState();
    if (told === before || readings === MOST_READINGS) return state;
  }
}

/** Read the desk again. */
export async function readDesk() {
  const state = await freshState();
  const { bot, banner, phones, chats = {}, pinned = {}, topics = {}, members = {}, faults = [], seat = null } = state;
  Object.assign(desk, { bot, banner, phones, chats, pinned, topics, members, faults, seat });
  desk.phones.forEach(settle);
  setClock(state.clock.now, state.clock.frozen);
  const shown = shownPhones();
  if (!shown.some((phone) => phone.user.id === desk.focus)) desk.focus = shown[0]?.user.id ?? null;
  changed('desk', 'clock', ...desk.phones.flatMap(({ user }) => [`phone:${user.id}`, `frame:${user.id}`]));
}

/** Read everything again, as after a broken line. */
export async function resync() {
  await readDesk(); // first, so that nobody asks for chats that are gone
  forgetRooms();
}

/** Bring one phone to the front (what is seen at narrow width). */
export function focusOn(userId) {
  const before = desk.focus;
  desk.focus = userId;
  changed('desk', `frame:${before}`, `frame:${userId}`, `phone:${userId}`);
}

askNames((userId) => phoneOf(userId)?.user, (chatId) => desk.chats[chatId]);
askForums((chatId) => Boolean(desk.chats[chatId]?.is_forum));

const inChat = (chatId) => desk.phones.filter((phone) => phone.user.id === chatId || phone.chats.includes(chatId));

function isLooking(phone, key) {
  const screen = screenOf(phone.user.id);
  return roomOnScreen(screen) === key && screen.atEnd && (!desk.narrow || desk.focus === phone.user.id);
}

function countUnread(phone, key, message) {
  if (message.from?.id === phone.user.id || isLooking(phone, key)) return;
  const { unread } = screenOf(phone.user.id);
  unread.set(key, (unread.get(key) ?? 0) + 1);
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

const inSight = (chatId) => inChat(chatId).some((phone) => phone.user.id === desk.focus);

/** Keep what the bot said last to the person in front, to be read out. */
function overhear(chatId, message) {
  if (!inSight(chatId)) return;
  desk.heard = { count: (desk.heard?.count ?? 0) + 1, chatId, message };
  changed('heard');
}

let rereading = null;
function reread() {
  clearTimeout(rereading);
  rereading = setTimeout(() => readDesk().catch(() => {}), 30);
}

const reduce = {
  message({ chat_id: chatId, message }) {
    addMessage(chatId, message);
    if (message.from?.is_bot) stopTyping(chatId);
    const key = roomOfMessage(chatId, message);
    for (const phone of inChat(chatId)) countUnread(phone, key, message);
    if (message.from?.is_bot) overhear(chatId, message);
  },
  edited: ({ chat_id: chatId, message }) => replaceMessage(chatId, message),
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
  reload() {
    forgetScreens();
    resync().catch(() => {});
  },
};

/** Change what the page knows by one event of the desk. */
export function apply(event) {
  if (IN_THE_STATE.has(event.type)) told += 1;
  reduce[event.type]?.(event);
}

/** The person has read a room to its end. */
export function readToEnd(userId, key) {
  if (desk.narrow && desk.focus !== userId) return;
  seen(userId, key);
}
