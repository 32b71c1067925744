/** One bubble: what a message says, its marks, and the buttons under it. */
import { classes, html, memo } from './view.js';
import { toast, turn } from './screens.js';
import { clockTime } from './times.js';
import { RichText } from './entities.js';
import { InlineKeyboard } from './keyboards.js';
import { DocumentBubble, Pictures, VideoBubble, VoiceBubble } from './media.js';
import { PlaceBubble } from './places.js';
import { Avatar, nameOf, originName, summary } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const LONG_PRESS_MS = 480;

function Marks({ message, own }) {
  const { edited, silent, protected: kept, read } = message._ ?? {};
  return html`<span class="marks">
    ${silent && html`<${Icon} name="silent" label=${t('silent')} />`}
    ${kept && html`<${Icon} name="lock" label=${t('protected')} />`}
    ${(edited ?? message.edit_date) && !message.location ? html`<span class="edited">${t('edited')}</span>` : null}
    <time>${clockTime(message.date * 1000)}</time>
    ${own && html`<${Icon} name=${read ? 'ticks' : 'tick'} label=${t(read ? 'read' : 'sent')} />`}
  </span>`;
}

/** Telegram leaves the plus of an international number out. */
const shownNumber = (number) => (/^86\d{11}$/.test(number) ? `+86 ${number.slice(2)}` : number);

function ContactCard({ contact }) {
  const name = nameOf(contact);
  return html`<div class="contact-card"><${Avatar} someone=${{ ...contact, id: contact.user_id ?? name.length }} />
    <span><b>${name}</b><small>${shownNumber(contact.phone_number)}</small></span></div>`;
}

function Reactions({ message }) {
  const kinds = message._?.reactions ?? [];
  const counts = new Map();
  for (const { emoji = '★' } of kinds) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  return counts.size ? html`<span class="reactions">${[...counts].map(([emoji, count]) => html`<span>${emoji}${count > 1 ? ` ${count}` : ''}</span>`)}</span>` : null;
}

/** What a message answers; a tap goes there. */
function Quote({ message, place }) {
  const { reply_to_message: answered, external_reply: elsewhere, quote } = message;
  const words = quote?.text ?? (answered ? summary(answered) : t('elsewhere'));
  const who = answered ? nameOf(answered.from) : originName(elsewhere.origin);
  if (!answered) return html`<div class="quote"><b>${who}</b><span>${words}</span></div>`;
  const go = () => turn(place.userId, { jump: { messageId: answered.message_id, onGone: () => toast(place.userId, t('message_gone')) } });
  return html`<button class="quote" tabindex="-1" data-testid="quote" title=${t('to_quoted')} onClick=${go}><b>${who}</b><span>${words}</span></button>`;
}

function Body({ messages, place, own }) {
  const message = messages[0];
  if (message.photo) return html`<${Pictures} messages=${messages} />`;
  if (message.venue || message.location) return html`<${PlaceBubble} message=${message} place=${place} own=${own} />`;
  if (message.contact) return html`<${ContactCard} contact=${message.contact} />`;
  if (message.voice ?? message.audio) return html`<${VoiceBubble} voice=${message.voice ?? message.audio} />`;
  if (message.video ?? message.animation) return html`<${VideoBubble} video=${message.video ?? message.animation} />`;
  if (message.document) return messages.map((each) => html`<${DocumentBubble} document=${each.document} />`);
  if (message.text === undefined) return html`<div class="text muted">${t('unsupported')}</div>`;
  return null;
}

const LONE_EMOJI = /^(?:\p{Extended_Pictographic}\uFE0F?){1,3}$/u;

function Words({ messages, place }) {
  const worded = messages.find((message) => message.text ?? message.caption);
  if (!worded) return null;
  const { text, caption, entities, caption_entities: captionEntities } = worded;
  const big = text !== undefined && LONE_EMOJI.test(text);
  return html`<${RichText} text=${text ?? caption} entities=${entities ?? captionEntities} place=${place} big=${big} />`;
}

function menuHandlers(place, message) {
  let timer;
  const open = () => turn(place.userId, { sheet: { kind: 'message', chatId: place.chatId, messageId: message.message_id } });
  const stop = () => clearTimeout(timer);
  return {
    open,
    onContextMenu: (event) => { event.preventDefault(); stop(); open(); },
    onTouchStart: () => { timer = setTimeout(open, LONG_PRESS_MS); },
    onTouchEnd: stop,
    onTouchMove: stop,
  };
}

/** Topics make every message in them an answer to the topic's first; nobody wrote it as one. */
const isQuoting = ({ reply_to_message: answered, external_reply: elsewhere }) => Boolean(elsewhere ?? (answered && !answered.forum_topic_created));

/** The senders shown above a bubble in groups. */
const senderLine = (message, isGroup, own, first) => isGroup && !own && first && html`<div class="sender">${nameOf(message.from)}</div>`;

/** The classes that say how a bubble is laid out. */
function shapes(messages, rows) {
  const [message] = messages;
  const isPlace = Boolean(message.location ?? message.venue);
  const isMedia = isPlace || Boolean(message.photo ?? message.video ?? message.animation);
  const isWordless = !messages.some((each) => each.text ?? each.caption);
  const isLow = Boolean(message.contact ?? message.voice ?? message.audio) || (Boolean(message.document) && isWordless);
  return {
    stack: classes('stack', isMedia && 'wide-media', rows?.length && 'keyed'),
    bubble: classes('bubble', isMedia && 'media', isMedia && isWordless && 'wordless', isPlace && 'placed', isLow && 'low-marks'),
  };
}

/** Draw a message, or the several messages of an album as one. */
export const Bubble = memo(({ message, rest, userId, chatId, isGroup, first, last, tabbable, found }) => {
  const messages = [message, ...(rest ?? [])];
  const place = { userId, chatId };
  const own = message.from?.id === userId;
  const { open, ...handlers } = menuHandlers(place, message);
  const rows = message.reply_markup?.inline_keyboard;
  const { stack, bubble } = shapes(messages, rows);
  return html`<div class=${classes('line', own ? 'own' : 'other', first && 'first', last && 'last', found && 'found')} data-message=${message.message_id} data-testid="msg-${message.message_id}" tabindex="-1">
    <div class=${stack}>
      <div class=${bubble} ...${handlers}>
        ${senderLine(message, isGroup, own, first)}
        ${message.forward_origin && html`<div class="forwarded">${t('forwarded_from', { name: originName(message.forward_origin) })}</div>`}
        ${isQuoting(message) && html`<${Quote} message=${message} place=${place} />`}
        <${Body} messages=${messages} place=${place} own=${own} />
        <${Words} messages=${messages} place=${place} />
        <${Reactions} message=${message} />
        <${Marks} message=${message} own=${own} />
        ${rest?.map((each) => html`<span data-testid="msg-${each.message_id}" hidden></span>`)}
      </div>
      ${rows?.length ? html`<${InlineKeyboard} rows=${rows} userId=${userId} chatId=${chatId} messageId=${message.message_id} tabbable=${tabbable} />` : null}
    </div>
    <button class="bubble-more" tabindex="-1" aria-label=${t('message_menu')} onClick=${open}><${Icon} name="more" /></button>
  </div>`;
});
