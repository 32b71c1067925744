/** The text field of a chat: its draft, the commands that fit while one types "/", and the key that sends or records. */
import { html, useEffect, useLayoutEffect, useRef, useTopics } from './view.js';
import { changed } from './topics.js';
import { screenOf } from './screens.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const TALLEST_PX = 132;
const TEXT_MOST = 4096;
const CAPTION_MOST = 1024;

const draftTopic = ({ userId, roomKey }) => `draft:${userId}:${roomKey}`;
const draftOf = ({ userId, roomKey }) => screenOf(userId).drafts.get(roomKey) ?? '';

/** Put words into the field of a room. */
export function writeDraft(place, text) {
  screenOf(place.userId).drafts.set(place.roomKey, text);
  changed(draftTopic(place));
}

/** The commands that begin like what is being typed; none once a space follows. */
function fitting(place, commands) {
  const typed = /^\/(\w*)$/.exec(draftOf(place))?.[1].toLowerCase();
  return typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed));
}

const markedOf = (place) => screenOf(place.userId).marked ?? 0;

function mark(place, at) {
  screenOf(place.userId).marked = at;
  changed(draftTopic(place));
}

/** Draw the commands that fit above the field. */
export function Suggestions({ place, commands }) {
  useTopics(draftTopic(place));
  const found = fitting(place, commands);
  const marked = Math.min(markedOf(place), found.length - 1);
  const pick = (command) => () => { screenOf(place.userId).pickCommand?.(command); };
  if (!found.length) return null;
  return html`<div class="suggestions" role="listbox" aria-label=${t('commands')} id=${`commands-${place.userId}`} data-testid="suggestions">
    ${found.map(({ command, description }, at) => html`<button key=${command} role="option" id=${`command-${place.userId}-${at}`} tabindex="-1" aria-selected=${at === marked}
      class="suggestion" data-testid="suggest-${command}" onClick=${pick(command)}><b>/${command}</b><small>${description}</small></button>`)}</div>`;
}

/** Grow the field with its text, and focus it when something is replied to or edited. */
function useField(place, value) {
  const field = useRef(null);
  const { edit, reply } = screenOf(place.userId);
  useLayoutEffect(() => {
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, TALLEST_PX)}px`;
  }, [value]);
  useEffect(() => { if (edit || reply) field.current.focus(); }, [edit, reply]);
  return field;
}

function keysOf({ place, commands, submit }) {
  return (event) => {
    const found = fitting(place, commands);
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (found.length && by) {
      event.preventDefault();
      return mark(place, (Math.min(markedOf(place), found.length - 1) + by + found.length) % found.length);
    }
    if (event.key === 'Escape' && found.length) return writeDraft(place, '');
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return undefined;
    event.preventDefault();
    return found.length ? submit(`/${found[Math.min(markedOf(place), found.length - 1)].command}`) : submit(draftOf(place));
  };
}

function listed(place, commands) {
  const found = fitting(place, commands);
  if (!found.length) return { 'aria-expanded': 'false' };
  const at = Math.min(markedOf(place), found.length - 1);
  return { 'aria-expanded': 'true', 'aria-controls': `commands-${place.userId}`, 'aria-activedescendant': `command-${place.userId}-${at}` };
}

function SendKey({ value, isNew, submit, record }) {
  if (!value.trim() && isNew) {
    return html`<button class="round send" aria-label=${t('record_voice')} title=${t('record_voice')} data-testid="record" onClick=${record}><${Icon} name="mic" /></button>`;
  }
  return html`<button class="round send" aria-label=${t('send')} data-testid="send" disabled=${!value.trim()} onClick=${() => submit(value)}><${Icon} name="send" /></button>`;
}

/** Draw the field. */
export function TextField({ place, quote, placeholder, tools, send, record, commands }) {
  useTopics(draftTopic(place));
  const value = draftOf(place);
  const field = useField(place, value);
  const submit = (text) => {
    if (!text.trim()) return;
    mark(place, 0);
    send(text.trim());
    writeDraft(place, '');
    field.current?.focus();
  };
  screenOf(place.userId).pickCommand = (command) => submit(`/${command}`);
  const isCaption = quote?.kind === 'edit' && quote.message?.text === undefined;
  const onInput = (event) => { mark(place, 0); writeDraft(place, event.target.value); };
  const combo = commands.length ? { role: 'combobox', 'aria-autocomplete': 'list', ...listed(place, commands) } : {};
  return html`<div class="field">
    <textarea ref=${field} rows="1" data-testid="composer" maxlength=${isCaption ? CAPTION_MOST : TEXT_MOST} aria-label=${t('message')} placeholder=${placeholder ?? t('message')}
      value=${value} onInput=${onInput} onKeyDown=${keysOf({ place, commands, submit })} ...${combo}></textarea>${tools}</div>
    <${SendKey} value=${value} isNew=${!quote || quote.kind === 'reply'} submit=${submit} record=${record} />`;
}
