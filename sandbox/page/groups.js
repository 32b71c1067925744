/** Groups and forums: make one, see who is in it, change that, open topics. */
import { html, useState, useTopics } from './view.js';
import { act } from './wire.js';
import { enter } from './screens.js';
import { desk, phoneOf, readDesk, shownPhones } from './store.js';
import { Ask } from './ask.js';
import { lookAt } from './directing.js';
import { Field } from './dialog.js';
import { GroupForm } from './groupform.js';
import { Icon } from './icons.js';
import { Avatar, nameOf } from './names.js';
import { t } from './texts.js';

const isGroup = (chat) => chat.type === 'group' || chat.type === 'supergroup';

/** In whose name something is done to a group: its creator, an admin, or whoever is there. */
function hostOf(members) {
  const people = members.filter(({ user }) => phoneOf(user.id));
  const host = people.find(({ status }) => status === 'creator') ?? people.find(({ status }) => status === 'administrator') ?? people[0];
  return host?.user.id;
}

function Member({ member, chat, host, run }) {
  const { user, status } = member;
  const isAdmin = status === 'administrator';
  const promote = () => run(user.is_bot ? ['add_bot', { as_admin: !isAdmin }] : ['promote', { member_id: user.id, is_admin: !isAdmin }]);
  const remove = () => run(user.is_bot ? ['remove_bot', {}] : ['remove_member', { user_id: host, member_id: user.id }]);
  return html`<li class="member"><${Avatar} someone=${user} small /><span class="choice-text"><b>${nameOf(user)}</b><small>${t(`status_${status}`)}</small></span>
    ${status !== 'creator' && html`<button class="soft" aria-label=${`${nameOf(user)} ${t(isAdmin ? 'demote' : 'promote')}`} data-testid="promote-${chat.id}-${user.id}" onClick=${promote}>${t(isAdmin ? 'demote' : 'promote')}</button>
      <button class="round quiet" aria-label=${t('remove_member', { name: nameOf(user) })} data-testid="remove-${chat.id}-${user.id}" onClick=${remove}><${Icon} name="close" /></button>`}</li>`;
}

function AddMember({ chat, members, run }) {
  const inside = new Set(members.map(({ user }) => user.id));
  const others = shownPhones().filter(({ user }) => !inside.has(user.id));
  const add = (event) => {
    const { value } = event.target;
    event.target.value = '';
    if (value) run(value === 'bot' ? ['add_bot', { as_admin: false }] : ['add_member', { member_id: Number(value) }]);
  };
  return html`<select class="wide" aria-label=${t('add_member')} data-testid="add-member-${chat.id}" onChange=${add}><option value="">${t('add_member')}</option>
    ${!inside.has(desk.bot.id) && html`<option value="bot">${t('bot')} ${nameOf(desk.bot)}</option>`}
    ${others.map(({ user, note }) => html`<option value=${user.id}>${nameOf(user)} ${note}</option>`)}</select>`;
}

const GENERAL = 1;
const nameOfTopic = (topic) => (topic.message_thread_id === GENERAL ? t('general_topic') : topic.name);

function Topics({ chat, run }) {
  const [name, setName] = useState('');
  const submit = (event) => {
    event.preventDefault();
    run(['new_topic', { name }]).then(() => setName(''));
  };
  const topics = desk.topics[chat.id] ?? [];
  return html`<p class="topics"><small>${t('topics')}：${topics.map(nameOfTopic).join('、') || t('nothing_yet')}</small></p>
    <form class="form inline" onSubmit=${submit}><${Field} label=${t('new_topic')} required maxlength="128" value=${name} data-testid="topic-name-${chat.id}" onInput=${(event) => setName(event.target.value)} />
      <button class="soft" data-testid="topic-add-${chat.id}">${t('add')}</button></form>`;
}

/** Bring the chat up on a member's phone. */
function look(chat, host) {
  enter(host, chat.id);
  lookAt(host);
}

function Group({ chat, say }) {
  const members = desk.members[chat.id] ?? [];
  const [leaving, setLeaving] = useState(null);
  const host = hostOf(members);
  const run = async ([name, details]) => {
    try {
      await act(name, { user_id: host, chat_id: chat.id, ...details });
      await readDesk();
      say('');
    } catch (refusal) {
      say(refusal.message);
    }
  };
  const careful = (deed) => (deed[1].member_id === host ? setLeaving(deed) : run(deed));
  const count = t('members_n', { n: members.length });
  return html`<details class="group" data-testid="group-${chat.id}"><summary><${Avatar} someone=${chat} small /><span class="choice-text"><b>${chat.title}</b>
      <small>${[chat.is_forum && t('forum'), count].filter(Boolean).join(' · ')}</small></span></summary>
    <ul class="members">${members.map((member) => html`<${Member} key=${member.user.id} member=${member} chat=${chat} host=${host} run=${careful} />`)}</ul>
    ${leaving && html`<${Ask} question=${t('leave_question')} answers=${[[t('yes_remove'), () => { setLeaving(null); run(leaving); }]]} cancel=${() => setLeaving(null)} />`}
    <${AddMember} chat=${chat} members=${members} run=${run} />
    ${chat.is_forum && html`<${Topics} chat=${chat} run=${run} />`}
    <button class="soft" data-testid="open-group-${chat.id}" onClick=${() => look(chat, host)}>${t('open_on_phone')}</button></details>`;
}

/** The groups there are, and a form for another one. */
export function Groups() {
  useTopics('desk');
  const [said, say] = useState('');
  const groups = Object.values(desk.chats).filter(isGroup);
  return html`<p class="said" role="status">${said}</p>
    ${groups.map((chat) => html`<${Group} key=${chat.id} chat=${chat} say=${say} />`)}
    ${!groups.length && html`<p class="muted">${t('no_groups_yet')}</p>`}<${GroupForm} say=${say} />`;
}
