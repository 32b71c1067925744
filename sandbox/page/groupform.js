/** Making a group or a forum of people on the desk. */
import { html, useState } from './view.js';
import { act } from './wire.js';
import { readDesk, shownPhones } from './store.js';
import { Field } from './dialog.js';
import { nameOf } from './names.js';
import { t } from './texts.js';

const EMPTY = { title: '', members: new Set(), admins: new Set(), forum: false, bot: true, botAdmin: false };

function toggled(set, id) {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Open the group, then make admins and send the bot away if it is not wanted. */
async function make({ title, members, admins, forum, bot, botAdmin }) {
  const [founder, ...others] = [...members];
  const { chat } = await act('new_group', { user_id: founder, title: title.trim(), member_ids: others, is_forum: forum, bot_is_admin: bot && botAdmin });
  for (const member of [...admins].filter((id) => id !== founder && members.has(id))) {
    await act('promote', { user_id: founder, chat_id: chat.id, member_id: member, is_admin: true });
  }
  if (!bot) await act('remove_bot', { user_id: founder, chat_id: chat.id });
  await readDesk();
}

function Person({ phone, group, setGroup, founder }) {
  const { id } = phone.user;
  const inside = group.members.has(id);
  const name = nameOf(phone.user);
  return html`<li class="member"><label class="check grow"><input type="checkbox" checked=${inside} data-testid="join-${id}" onChange=${() => setGroup({ ...group, members: toggled(group.members, id) })} />
      <span class="choice-text"><b>${name}</b><small>${phone.note}</small></span></label>
    ${inside && (founder ? html`<small>${t('status_creator')}</small>`
    : html`<label class="check"><input type="checkbox" aria-label=${`${name} ${t('status_administrator')}`} checked=${group.admins.has(id)} data-testid="admin-${id}"
      onChange=${() => setGroup({ ...group, admins: toggled(group.admins, id) })} />${t('status_administrator')}</label>`)}</li>`;
}

/** A form for a new group; whoever is ticked first opens it. */
export function GroupForm({ say }) {
  const [group, setGroup] = useState(EMPTY);
  const [founder] = group.members;
  const check = (key, label) => html`<label class="check"><input type="checkbox" checked=${group[key]} data-testid="group-${key}" onChange=${(event) => setGroup({ ...group, [key]: event.target.checked })} />${label}</label>`;
  const submit = async (event) => {
    event.preventDefault();
    if (!group.members.size) return say(t('choose_members'));
    try {
      await make(group);
      setGroup(EMPTY);
      return say(t('group_made', { title: group.title }));
    } catch (refusal) {
      return say(refusal.message);
    }
  };
  return html`<form class="form" onSubmit=${submit}><b>${t('new_group')}</b>
    <${Field} label=${t('group_title')} required maxlength="128" value=${group.title} data-testid="group-title" onInput=${(event) => setGroup({ ...group, title: event.target.value })} />
    <ul class="members" aria-label=${t('members')}>${shownPhones().map((phone) => html`<${Person} key=${phone.user.id} phone=${phone} group=${group} setGroup=${setGroup} founder=${founder === phone.user.id} />`)}</ul>
    <div class="checks">${check('forum', t('with_topics'))}${check('bot', t('with_bot'))}${group.bot && check('botAdmin', t('bot_as_admin'))}</div>
    <button class="big" data-testid="group-make">${t('make_group')}</button></form>`;
}
