/** The lower edge of a chat: what is being replied to or edited, the text field, menus and the reply keyboard. */
import { html, useEffect, useLayoutEffect, useRef, useState, useTopics } from './view.js';
import { deed, setBlocked } from './deeds.js';
import { messageIn, roomOf } from './rooms.js';
import { screenOf, turn } from './screens.js';
import { ReplyKeyboard } from './keyboards.js';
import { nameOf, summary } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const TALLEST_PX = 132;

const lastOfBot = (chatId) => roomOf(chatId).messages.findLast((message) => message.from?.is_bot);

/** What the person is replying to or editing; ForceReply makes it the bot's latest message. */
function quoted(screen, chatId, markup) {
  if (screen.edit) return { kind: 'edit', message: messageIn(chatId, screen.edit) };
  const reply = screen.reply ? messageIn(chatId, screen.reply) : markup?.force_reply && !screen.noReply ? lastOfBot(chatId) : null;
  return reply ? { kind: 'reply', message: reply } : null;
}

function QuoteBar({ userId, quote }) {
  const { kind, message } = quote;
  const title = kind === 'edit' ? t('editing') : t('replying_to', { name: nameOf(message.from) });
  const stop = () => {
    if (kind === 'edit') screenOf(userId).drafts.delete(message.chat.id);
    turn(userId, { edit: null, reply: null, noReply: true });
  };
  return html`<div class="quote-bar"><${Icon} name=${kind} /><span><b>${title}</b><small>${summary(message)}</small></span>
    <button class="round quiet" aria-label=${t('cancel')} onClick=${stop}><${Icon} name="close" /></button></div>`;
}

async function submit(userId, chatId, text, quote) {
  const screen = screenOf(userId);
  screen.drafts.delete(chatId);
  screen.atEnd = true;
  turn(userId, { reply: null, edit: null, noReply: false });
  const details = { chat_id: chatId, text };
  if (quote?.kind === 'edit') return deed(userId, 'edit', { ...details, message_id: quote.message.message_id });
  return deed(userId, 'text', quote ? { ...details, reply_to: quote.message.message_id } : details);
}

function useDraft(userId, chatId) {
  const { drafts, edit, reply } = screenOf(userId);
  const field = useRef(null);
  const [, redraw] = useState(0);
  const value = drafts.get(chatId) ?? '';
  const write = (text) => { drafts.set(chatId, text); redraw((n) => n + 1); };
  useLayoutEffect(() => {
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, TALLEST_PX)}px`;
  }, [value]);
  useEffect(() => { if (edit || reply) field.current.focus(); }, [edit, reply]);
  return { field, value, write };
}

function TextField({ userId, chatId, quote, placeholder, tools }) {
  const { field, value, write } = useDraft(userId, chatId);
  const send = () => {
    if (!value.trim()) return;
    submit(userId, chatId, value.trim(), quote);
    write('');
    field.current.focus();
  };
  const onKeyDown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return html`<div class="field">
    <textarea ref=${field} rows="1" data-testid="composer" maxlength="4096" aria-label=${t('message')} placeholder=${placeholder ?? t('message')}
      value=${value} onInput=${(event) => write(event.target.value)} onKeyDown=${onKeyDown}></textarea>${tools}</div>
    <button class="round send" aria-label=${t('send')} data-testid="send" disabled=${!value.trim()} onClick=${send}><${Icon} name="send" /></button>`;
}

function Tool({ icon, label, testid, pressed, onClick }) {
  return html`<button class="round quiet" aria-label=${label} title=${label} data-testid=${testid} aria-pressed=${pressed} onClick=${onClick}><${Icon} name=${icon} /></button>`;
}

function Writing({ phone, chatId, markup }) {
  const userId = phone.user.id;
  const screen = screenOf(userId);
  const quote = quoted(screen, chatId, markup);
  const sheet = (kind) => () => turn(userId, { sheet: { kind, chatId } });
  const keyboard = markup?.keyboard?.length ? markup : null;
  const toggle = () => turn(userId, { keyboardOpen: !screen.keyboardOpen });
  const label = t(screen.keyboardOpen ? 'hide_keyboard' : 'keyboard');
  const tools = keyboard && html`<${Tool} icon=${screen.keyboardOpen ? 'down' : 'keyboard'} label=${label} testid="keyboard-toggle" pressed=${screen.keyboardOpen} onClick=${toggle} />`;
  return html`<div class="composer">
    ${quote?.message && html`<${QuoteBar} userId=${userId} quote=${quote} />`}
    <div class="composer-row">
      ${phone.commands?.[chatId]?.length ? html`<${Tool} icon="commands" label=${t('commands')} testid="menu" onClick=${sheet('commands')} />` : null}
      <${Tool} icon="clip" label=${t('attach')} testid="attach" onClick=${sheet('attach')} />
      <${TextField} key=${screen.edit ?? 'new'} userId=${userId} chatId=${chatId} quote=${quote} placeholder=${markup?.input_field_placeholder} tools=${tools} />
    </div>
    ${keyboard && screen.keyboardOpen ? html`<${ReplyKeyboard} userId=${userId} chatId=${chatId} markup=${keyboard} />` : null}
  </div>`;
}

function BigButton({ text, testid, onClick }) {
  return html`<div class="composer"><button class="big" data-testid=${testid} onClick=${onClick}>${text}</button></div>`;
}

/** Draw what stands below the messages. */
export function Composer({ phone, chatId }) {
  useTopics(`room:${chatId}`);
  const userId = phone.user.id;
  const isPrivate = chatId === userId;
  const room = roomOf(chatId);
  if (isPrivate && phone.blocked) {
    return html`<${BigButton} text=${t('unblock_bot')} testid="unblock" onClick=${() => setBlocked(userId, false)} />`;
  }
  if (isPrivate && room.ready && !room.messages.length) {
    return html`<${BigButton} text=${t('start')} testid="start" onClick=${() => deed(userId, 'text', { chat_id: chatId, text: '/start' })} />`;
  }
  return html`<${Writing} phone=${phone} chatId=${chatId} markup=${phone.keyboards?.[chatId]} />`;
}
