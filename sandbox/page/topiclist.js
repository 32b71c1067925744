/** The topics of a forum, the one spoken in last on top. */
import { html, useEffect, useTopics } from './view.js';
import { GENERAL_TOPIC, openRoom, roomKey, tailOf } from './rooms.js';
import { desk } from './store.js';
import { enter, screenOf, turn } from './screens.js';
import { clockTime } from './times.js';
import { TopicIcon, happening, nameOf, summary } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const general = () => ({ message_thread_id: GENERAL_TOPIC, name: t('general_topic') });

/** Telegram calls the general topic General until somebody gives it another name. */
const named = (topic) => (topic.message_thread_id === GENERAL_TOPIC && topic.name === 'General' ? { ...topic, name: t('general_topic') } : topic);

/** A forum's topics; the general one is always there. */
export function topicsOf(chatId) {
  const told = (desk.topics[chatId] ?? []).filter((topic) => !topic.is_hidden).map(named);
  if (told.some((topic) => topic.message_thread_id === GENERAL_TOPIC)) return told;
  const isHidden = (desk.topics[chatId] ?? []).some((topic) => topic.message_thread_id === GENERAL_TOPIC);
  return isHidden ? told : [general(), ...told];
}

const latest = (chatId, topic) => tailOf(roomKey(chatId, topic.message_thread_id)).messages.at(-1);

function said(message) {
  if (!message) return t('no_messages');
  return happening(message) ?? `${nameOf(message.from)}：${summary(message)}`;
}

function TopicRow({ userId, chatId, topic }) {
  const thread = topic.message_thread_id;
  const message = latest(chatId, topic);
  const count = screenOf(userId).unread.get(roomKey(chatId, thread));
  return html`<button class="chat-row" data-testid="topic-${thread}" onClick=${() => enter(userId, chatId, thread)}>
    <${TopicIcon} topic=${topic} />
    <span class="chat-text"><b>${topic.name}${topic.is_closed && html` <${Icon} name="lock" label=${t('topic_closed')} />`}</b><small>${said(message)}</small></span>
    <span class="chat-side"><time>${message ? clockTime(message.date * 1000) : ''}</time>
      ${count ? html`<span class="badge" aria-label=${t('unread', { count })}>${count}</span>` : null}</span>
  </button>`;
}

/** Draw the topics of a forum. */
export function TopicList({ phone, chatId }) {
  const topics = topicsOf(chatId);
  const keys = topics.map((topic) => roomKey(chatId, topic.message_thread_id));
  useTopics('forgotten', ...keys.map((key) => `room:${key}`));
  useEffect(() => keys.forEach(openRoom));
  const newestFirst = [...topics].sort((one, other) => (latest(chatId, other)?.message_id ?? 0) - (latest(chatId, one)?.message_id ?? 0));
  const make = () => turn(phone.user.id, { sheet: { kind: 'topic', chatId } });
  return html`<nav class="chat-list" aria-label=${t('topics')}>
    ${newestFirst.map((topic) => html`<${TopicRow} key=${topic.message_thread_id} userId=${phone.user.id} chatId=${chatId} topic=${topic} />`)}
    <button class="chat-row new-topic" data-testid="new-topic" onClick=${make}><span class="choice-icon"><${Icon} name="plus" /></span><b>${t('new_topic')}</b></button>
  </nav>`;
}
