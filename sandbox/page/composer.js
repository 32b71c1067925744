/** The lower edge of a chat: what is being replied to or edited, the text field, menus and the reply keyboard. */
import { html, useTopics } from './view.js';
import { deed, setBlocked } from './deeds.js';
import { messageIn, tailOf } from './rooms.js';
import { screenOf, topicOn, turn } from './screens.js';
import { ReplyKeyboard } from './keyboards.js';
import { Recording, startRecording } from './recording.js';
import { Suggestions, TextField } from './writing.js';
import { nameOf, summary } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const lastOfBot = (roomKey) => tailOf(roomKey).messages.findLast((message) => message.from?.is_bot);

/** What the person is replying to or editing; ForceReply makes it the bot's latest message. */
function quoted(screen, { chatId, roomKey, markup }) {
  if (screen.edit) return { kind: 'edit', message: messageIn(chatId, screen.edit) };
  const reply = screen.reply ? messageIn(chatId, screen.reply) : markup?.force_reply && !screen.noReply ? lastOfBot(roomKey) : null;
  return reply ? { kind: 'reply', message: reply } : null;
}

function QuoteBar({ userId, quote, roomKey }) {
  const { kind, message } = quote;
  const title = kind === 'edit' ? t('editing') : t('replying_to', { name: nameOf(message.from) });
  const stop = () => {
    if (kind === 'edit') screenOf(userId).drafts.delete(roomKey);
    turn(userId, { edit: null, reply: null, noReply: true });
  };
  return html`<div class="quote-bar"><${Icon} name=${kind} /><span><b>${title}</b><small>${summary(message)}</small></span>
    <button class="round quiet" aria-label=${t('cancel')} onClick=${stop}><${Icon} name="close" /></button></div>`;
}

/** Send what was written, or put it in the place of what is edited. */
function submit(place, text, quote) {
  const { userId, chatId, roomKey } = place;
  const screen = screenOf(userId);
  screen.drafts.delete(roomKey);
  screen.atEnd = true;
  turn(userId, { reply: null, edit: null, noReply: false });
  const details = { chat_id: chatId, text };
  if (quote?.kind === 'edit') return deed(userId, 'edit', { ...details, message_id: quote.message.message_id });
  return deed(userId, 'text', { ...details, reply_to: quote?.message.message_id, thread_id: topicOn(userId) });
}

function Tool({ icon, label, testid, pressed, onClick }) {
  return html`<button class="round quiet" aria-label=${label} title=${label} data-testid=${testid} aria-pressed=${pressed} onClick=${onClick}><${Icon} name=${icon} /></button>`;
}

/** The key that shows and hides the reply keyboard, unless the bot wants it to stay. */
function KeyboardTool({ userId, isOpen }) {
  const toggle = () => turn(userId, { keyboardOpen: !isOpen });
  return html`<${Tool} icon=${isOpen ? 'down' : 'keyboard'} label=${t(isOpen ? 'hide_keyboard' : 'keyboard')} testid="keyboard-toggle" pressed=${isOpen} onClick=${toggle} />`;
}

function Row({ phone, place, quote, markup, children }) {
  const { userId, chatId } = place;
  const screen = screenOf(userId);
  const sheet = (kind) => () => turn(userId, { sheet: { kind, ...place } });
  if (screen.recording) return html`<div class="composer-row"><${Recording} place=${place} /></div>`;
  const send = (text) => submit(place, text, quote);
  return html`<div class="composer-row">
    ${phone.commands?.[chatId]?.length ? html`<${Tool} icon="commands" label=${t('commands')} testid="menu" onClick=${sheet('commands')} />` : null}
    <${Tool} icon="clip" label=${t('attach')} testid="attach" onClick=${sheet('attach')} />
    <${TextField} key=${screen.edit ?? 'new'} place=${place} quote=${quote} placeholder=${markup?.input_field_placeholder} tools=${children}
      send=${send} record=${() => startRecording(userId)} commands=${phone.commands?.[chatId] ?? []} />
  </div>`;
}

function Writing({ phone, place, markup }) {
  const { userId, chatId, roomKey } = place;
  const screen = screenOf(userId);
  const quote = quoted(screen, { chatId, roomKey, markup });
  const keyboard = markup?.keyboard?.length ? markup : null;
  const isOpen = screen.keyboardOpen || Boolean(keyboard?.is_persistent);
  return html`<div class="composer">
    ${quote?.message && html`<${QuoteBar} userId=${userId} quote=${quote} roomKey=${roomKey} />`}
    <${Suggestions} place=${place} commands=${phone.commands?.[chatId] ?? []} />
    <${Row} ...${{ phone, place, quote, markup }}>${keyboard && !keyboard.is_persistent && html`<${KeyboardTool} userId=${userId} isOpen=${isOpen} />`}<//>
    ${keyboard && isOpen ? html`<${ReplyKeyboard} place=${place} markup=${keyboard} />` : null}
  </div>`;
}

function BigButton({ text, testid, onClick }) {
  return html`<div class="composer"><button class="big" data-testid=${testid} onClick=${onClick}>${text}</button></div>`;
}

/** Draw what stands below the messages. */
export function Composer({ phone, chatId, roomKey }) {
  useTopics(`room:${roomKey}`);
  const userId = phone.user.id;
  const isPrivate = chatId === userId;
  const tail = tailOf(roomKey);
  if (isPrivate && phone.blocked) {
    return html`<${BigButton} text=${t('unblock_bot')} testid="unblock" onClick=${() => setBlocked(userId, false)} />`;
  }
  if (isPrivate && tail.ready && !tail.messages.length) {
    return html`<${BigButton} text=${t('start')} testid="start" onClick=${() => deed(userId, 'text', { chat_id: chatId, text: '/start' })} />`;
  }
  const place = { userId, chatId, roomKey };
  return html`<${Writing} phone=${phone} place=${place} markup=${phone.keyboards?.[chatId]} />`;
}
