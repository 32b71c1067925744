/** Names of people and chats, their avatars, and a line that stands for a message. */
import { html } from './view.js';
import { t } from './texts.js';

const HUES = 7;

/** First and last name; Chinese names are written without a space. */
export function nameOf(someone) {
  if (!someone) return t('someone');
  const { first_name: first = '', last_name: last = '', title, username } = someone;
  return title ?? ([first, last].filter(Boolean).join(/[\u4e00-\u9fff]/.test(first + last) ? '' : ' ') || username || t('someone'));
}

/** What stands in the round: a person's given name, a group's first two signs, or an initial. */
function initials(someone) {
  const name = nameOf(someone);
  const signs = [...name].filter((sign) => /[\u4e00-\u9fff]/.test(sign));
  if (!signs.length) return [...name][0]?.toUpperCase();
  return (someone?.title ? signs.slice(0, 2) : signs.slice(-2)).join('');
}

/** A round picture with the end of the name. */
export function Avatar({ someone, small }) {
  const hue = Math.abs(someone?.id ?? 0) % HUES;
  return html`<span class=${`avatar hue-${hue}${small ? ' small' : ''}`} aria-hidden="true">${initials(someone)}</span>`;
}

const KINDS = ['photo', 'document', 'voice', 'video', 'contact'];

/** One line that stands for a message in quotes and lists. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, ' ').slice(0, 120);
  if (message.venue || message.location) return `📍 ${message.venue?.title ?? t(message.location.live_period ? 'live_location' : 'location')}`;
  const kind = KINDS.find((name) => message[name]);
  return kind ? t(kind) : t('unsupported');
}

/** Who a message was forwarded from. */
export function originName(origin) {
  return origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat);
}

/** What happened, for messages that nobody said. */
export function happening(message) {
  if (message.pinned_message) return `${nameOf(message.from)} ${t('pinned')}`;
  if (message.new_chat_members) return t('joined', { name: message.new_chat_members.map(nameOf).join('、') });
  if (message.left_chat_member) return t('left', { name: nameOf(message.left_chat_member) });
  return null;
}

