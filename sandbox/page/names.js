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

const letter = (name) => (/[\u4e00-\u9fff]/.test(name) ? [...name].filter((sign) => /[\u4e00-\u9fff]/.test(sign)).slice(-2).join('') : [...name][0]?.toUpperCase());

/** A round picture with the end of the name. */
export function Avatar({ someone, small }) {
  const hue = Math.abs(someone?.id ?? 0) % HUES;
  return html`<span class=${`avatar hue-${hue}${small ? ' small' : ''}`} aria-hidden="true">${letter(nameOf(someone))}</span>`;
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
