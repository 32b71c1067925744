/** Choosing people or chats: where to forward to, whom a key of the bot asks for, who is in a group. */
import { html, useState } from './view.js';
import { deed } from './deeds.js';
import { desk } from './store.js';
import { enter, turn } from './screens.js';
import { Choice, Field, SheetTitle } from './dialog.js';
import { Avatar, nameOf } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const facing = (phone, chatId) => (chatId === phone.user.id ? desk.bot : desk.chats[chatId]);

/** One of this phone's chats. */
function ChatChoice({ phone, chatId, testid, onClick }) {
  const chat = facing(phone, chatId);
  return html`<${Choice} picture=${html`<${Avatar} someone=${chat} />`} title=${nameOf(chat)} detail=${t(chat?.title ? 'group' : 'bot')} testid=${testid} onClick=${onClick} />`;
}

/** Choose where a message is forwarded to. */
export function ForwardSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const send = (chatId) => async () => {
    enter(id, chatId);
    close();
    await deed(id, 'forward', { from_chat: sheet.chatId, message_id: sheet.messageId, to_chat: chatId });
  };
  return html`<${SheetTitle} text=${t('forward_where')} close=${close} /><div class="choices">
    ${phone.chats.map((chatId) => html`<${ChatChoice} key=${chatId} phone=${phone} chatId=${chatId} testid="forward-${chatId}" onClick=${send(chatId)} />`)}</div>`;
}

function answerKey(userId, sheet, chosen) {
  turn(userId, { sheet: null, atEnd: true });
  return deed(userId, 'key', { chat_id: sheet.chatId, text: sheet.key.text, chosen });
}

/** Choose the people a key of the bot asks for. */
export function ChooseUsersSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const most = sheet.key.request_users.max_quantity ?? 1;
  const [chosen, setChosen] = useState([]);
  const others = sheet.key.request_users.user_is_bot ? [] : desk.phones.filter((other) => other.user.id !== id);
  const pick = (userId) => () => {
    if (most === 1) return answerKey(id, sheet, [userId]);
    const rest = chosen.filter((each) => each !== userId);
    return setChosen(rest.length < chosen.length ? rest : [...chosen, userId].slice(-most));
  };
  return html`<${SheetTitle} text=${t(most > 1 ? 'choose_people' : 'choose_person', { n: most })} close=${close} /><div class="choices scrolled">
    ${others.map(({ user, note }) => html`<${Choice} key=${user.id} picture=${html`<${Avatar} someone=${user} />`} title=${nameOf(user)} detail=${note}
      pressed=${most > 1 ? chosen.includes(user.id) : undefined} testid="choose-${user.id}" onClick=${pick(user.id)} />`)}
    ${!others.length && html`<p class="muted">${t('nobody_found')}</p>`}</div>
    ${most > 1 && html`<div class="pair"><button class="big" data-testid="choose-done" disabled=${!chosen.length} onClick=${() => answerKey(id, sheet, chosen)}>${t('share_n', { n: chosen.length })}</button></div>`}`;
}

/** Choose the group a key of the bot asks for. */
export function ChooseChatSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const { chat_is_forum: forum } = sheet.key.request_chat;
  const groups = phone.chats.filter((chatId) => chatId !== id && (forum === undefined || Boolean(desk.chats[chatId]?.is_forum) === forum));
  return html`<${SheetTitle} text=${t('choose_chat')} close=${close} /><div class="choices">
    ${groups.map((chatId) => html`<${ChatChoice} key=${chatId} phone=${phone} chatId=${chatId} testid="choose-${chatId}" onClick=${() => answerKey(id, sheet, chatId)} />`)}
    ${!groups.length && html`<p class="muted">${t('no_groups')}</p>`}</div>`;
}

const RANKS = { creator: 'rank_creator', administrator: 'rank_admin' };

/** Who is in a group, and the way out of it. */
export function MembersSheet({ phone, sheet, close }) {
  const members = desk.members[sheet.chatId] ?? [];
  const leave = async () => {
    close();
    if (await deed(phone.user.id, 'remove_member', { chat_id: sheet.chatId, member_id: phone.user.id })) turn(phone.user.id, { chat: null, thread: null });
  };
  return html`<${SheetTitle} text=${nameOf(desk.chats[sheet.chatId])} close=${close} />
    <ul class="members">${members.map(({ user, status }) => html`<li key=${user.id}><${Avatar} someone=${user} small /><b>${nameOf(user)}</b>
      <small>${user.is_bot ? t('bot') : ''} ${RANKS[status] ? t(RANKS[status]) : ''}</small></li>`)}</ul>
    <div class="choices"><${Choice} icon="block" danger title=${t('leave_group')} testid="leave-group" onClick=${leave} /></div>`;
}

/** Name a new topic. */
export function TopicSheet({ phone, sheet, close }) {
  const { id } = phone.user;
  const [name, setName] = useState('');
  const make = async (event) => {
    event.preventDefault();
    const made = await deed(id, 'new_topic', { chat_id: sheet.chatId, name: name.trim() });
    if (!made) return;
    close();
    enter(id, sheet.chatId, made.message_thread_id);
  };
  return html`<${SheetTitle} text=${t('new_topic')} close=${close} /><form class="form" onSubmit=${make}>
    <${Field} label=${t('topic_name')} required maxlength="128" data-autofocus data-testid="topic-name" value=${name} onInput=${(event) => setName(event.target.value)} />
    <button class="big" data-testid="topic-make"><${Icon} name="check" />${t('make')}</button></form>`;
}
