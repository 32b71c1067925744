/** The title of an open chat: whose it is, what is going on, ways to search and to its members. */
import { html, useTopics } from './view.js';
import { desk } from './store.js';
import { enter, screenOf, turn, unreadIn, unreadOf } from './screens.js';
import { topicsOf } from './topiclist.js';
import { Avatar, TopicIcon, nameOf } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const DOING = {
  upload_photo: 'sending_photo', upload_document: 'sending_file', find_location: 'finding_place', record_voice: 'recording_voice', upload_voice: 'recording_voice',
};

function still(chatId, chat) {
  if (!chat?.title) return t('bot');
  const count = desk.members[chatId]?.length;
  return count ? t('members_n', { n: count }) : t('group');
}

function Doing({ chatId, chat }) {
  useTopics(`typing:${chatId}`);
  const typing = desk.typing.get(chatId);
  if (!typing) return html`<small>${still(chatId, chat)}</small>`;
  return html`<small class="doing" data-testid="typing">${t(DOING[typing.action] ?? 'typing')}</small>`;
}

function BackButton({ phone, chatId, thread }) {
  const { id } = phone.user;
  const others = thread ? unreadIn(id, chatId) : unreadOf(id) - unreadIn(id, chatId);
  const back = () => (thread ? enter(id, chatId) : turn(id, { chat: null, search: null }));
  return html`<button class="round quiet" aria-label=${t(thread ? 'back_to_topics' : 'back_to_chats')} data-testid="back" onClick=${back}>
    <${Icon} name="back" />${others > 0 && html`<span class="badge">${others}</span>`}</button>`;
}

/** Name and state of the chat; a group's opens its members. */
function Who({ phone, chatId, chat, topic }) {
  const words = html`<span class="title-text"><b>${topic ? topic.name : nameOf(chat)}</b>
    ${topic ? html`<small>${nameOf(chat)}</small>` : html`<${Doing} chatId=${chatId} chat=${chat} />`}</span>`;
  const face = topic ? html`<${TopicIcon} topic=${topic} />` : html`<${Avatar} someone=${chat} />`;
  if (!chat?.title) return html`${face}${words}`;
  const open = () => turn(phone.user.id, { sheet: { kind: 'members', chatId } });
  return html`<button class="title-who" title=${t('members')} data-testid="members" onClick=${open}>${face}${words}</button>`;
}

/** Draw the title of an open chat or topic. */
export function TitleBar({ phone, chatId, chat }) {
  const { id } = phone.user;
  const { thread } = screenOf(id);
  const topic = thread ? topicsOf(chatId).find((each) => each.message_thread_id === thread) : null;
  const isRoom = !chat?.is_forum || thread;
  return html`<header class="title-bar">
    ${(phone.chats.length > 1 || thread) && html`<${BackButton} phone=${phone} chatId=${chatId} thread=${thread} />`}
    <${Who} ...${{ phone, chatId, chat, topic }} />
    ${isRoom && html`<button class="round quiet" aria-label=${t('search_chat')} title=${t('search_chat')} data-testid="search" onClick=${() => turn(id, { search: { query: '' } })}>
      <${Icon} name="search" /></button>`}
    <button class="round quiet narrow-only" aria-label=${t('phone_menu')} onClick=${() => turn(id, { sheet: { kind: 'phone' } })}><${Icon} name="more" /></button>
  </header>`;
}
