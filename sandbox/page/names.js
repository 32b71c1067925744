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

/** A round mark for a forum's topic, in the topic's colour. */
export function TopicIcon({ topic }) {
  const hue = (topic.icon_color ?? topic.message_thread_id) % HUES;
  return html`<span class=${`avatar topic hue-${hue}`} aria-hidden="true">${topic.message_thread_id === 1 ? '#' : [...topic.name][0]}</span>`;
}

const KINDS = ['photo', 'document', 'voice', 'audio', 'video', 'animation', 'contact'];

/** One line that stands for a message in quotes and lists. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, ' ').slice(0, 120);
  if (message.venue || message.location) return `📍 ${message.venue?.title ?? t(message.location.live_period ? 'live_location' : 'location')}`;
  const kind = KINDS.find((name) => message[name]);
  return kind ? t(kind) : happening(message) ?? t('unsupported');
}

/** Who a message was forwarded from. */
export function originName(origin) {
  return origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat);
}

const HAPPENINGS = {
  pinned_message: ({ from }) => `${nameOf(from)} ${t('pinned')}`,
  new_chat_members: ({ new_chat_members: people }) => t('joined', { name: people.map(nameOf).join('、') }),
  left_chat_member: ({ left_chat_member: person }) => t('left', { name: nameOf(person) }),
  new_chat_title: ({ new_chat_title: title }) => t('retitled', { title }),
  group_chat_created: ({ from }) => t('group_created', { name: nameOf(from) }),
  supergroup_chat_created: ({ from }) => t('group_created', { name: nameOf(from) }),
  forum_topic_created: ({ forum_topic_created: topic }) => t('topic_created', { name: topic.name }),
  forum_topic_edited: ({ forum_topic_edited: topic }) => t('topic_edited', { name: topic.name ?? '' }),
  forum_topic_closed: () => t('topic_closed'),
  forum_topic_reopened: () => t('topic_reopened'),
  general_forum_topic_hidden: () => t('topic_hidden'),
  general_forum_topic_unhidden: () => t('topic_unhidden'),
  users_shared: ({ users_shared: { users } }) => t('users_shared', { names: users.map((user) => nameOf(personOf(user.user_id) ?? user)).join('、') }),
  chat_shared: ({ chat_shared: chat }) => t('chat_shared', { name: nameOf(chat.title ? chat : groupOf(chat.chat_id) ?? chat) }),
};

let personOf = () => undefined;
let groupOf = () => undefined;

/** Say who people and groups are whom messages name by number alone; the desk knows. */
export function askNames(person, group) {
  personOf = person;
  groupOf = group;
}

/** What happened, for messages that nobody said. */
export function happening(message) {
  const kind = Object.keys(HAPPENINGS).find((name) => message[name]);
  return kind ? HAPPENINGS[kind](message) : null;
}

