/** Opening an invitation on one of the phones. */
import { html, useState } from './view.js';
import { openLink, startOf } from './deeds.js';
import { desk, shownPhones } from './store.js';
import { Field } from './dialog.js';
import { nameOf } from './names.js';
import { t } from './texts.js';

/** A field for a link and a choice of phone. */
export function Links() {
  const phones = shownPhones();
  const [userId, setUserId] = useState(desk.focus ?? phones[0]?.user.id);
  const [link, setLink] = useState('');
  const [said, say] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    if (startOf(link) === undefined) return say(t('not_a_bot_link'));
    return say((await openLink(Number(userId), link)) ? t('done') : '');
  };
  return html`<form class="form" onSubmit=${submit}>
    <label class="labelled"><span>${t('which_phone')}</span><select value=${userId} data-testid="link-phone" onChange=${(event) => setUserId(event.target.value)}>
      ${phones.map(({ user }) => html`<option value=${user.id}>${nameOf(user)}</option>`)}</select></label>
    <${Field} label=${t('link_field')} placeholder=${`https://t.me/${desk.bot.username}?start=…`} value=${link} data-testid="director-link" onInput=${(event) => setLink(event.target.value)} />
    <button class="big" data-testid="director-link-open">${t('open')}</button>
    <p role="status" class="muted">${said}</p></form>`;
}
