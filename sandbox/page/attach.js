/** The paper clip: what to send, and a look at files before they go. */
import { html, useEffect, useMemo, useRef, useState } from './view.js';
import { sendFiles } from './deeds.js';
import { toast, turn } from './screens.js';
import { soundLength } from './sounds.js';
import { Choice, SheetTitle } from './dialog.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const ALBUM_MAX = 10;

function FileChoice({ icon, title, accept, kind, phone, sheet }) {
  const input = useRef(null);
  const choose = () => {
    const files = [...input.current.files];
    if (files.length > ALBUM_MAX) toast(phone.user.id, t('too_many'));
    if (files.length) turn(phone.user.id, { sheet: { kind: 'files', what: kind, chatId: sheet.chatId, files: files.slice(0, ALBUM_MAX) } });
  };
  return html`<${Choice} icon=${icon} title=${title} testid="attach-${kind}" onClick=${() => input.current.click()} />
    <input type="file" hidden multiple=${kind !== 'voice'} accept=${accept} ref=${input} data-testid="file-${kind}" onChange=${choose} />`;
}

/** Choose what to send. */
export function AttachSheet({ phone, sheet, close }) {
  const go = (kind) => () => turn(phone.user.id, { sheet: { kind, chatId: sheet.chatId } });
  const shared = { phone, sheet };
  return html`<${SheetTitle} text=${t('attach_what')} close=${close} />
    <div class="choices tiles">
      <${Choice} icon="pin" title=${t('location')} testid="attach-location" onClick=${go('location')} />
      <${Choice} icon="person" title=${t('contact')} testid="attach-contact" onClick=${go('contact')} />
      <${FileChoice} icon="photo" title=${t('pictures')} accept="image/*" kind="photo" ...${shared} />
      <${FileChoice} icon="file" title=${t('files')} kind="document" ...${shared} />
      <${FileChoice} icon="mic" title=${t('voice')} accept="audio/*" kind="voice" ...${shared} />
    </div>`;
}

function Preview({ file }) {
  const url = useMemo(() => (file.type.startsWith('image/') ? URL.createObjectURL(file) : null), [file]);
  useEffect(() => () => url && URL.revokeObjectURL(url), [url]);
  if (url) return html`<img class="preview" src=${url} alt=${file.name} />`;
  return html`<span class="preview file"><${Icon} name="file" /><small>${file.name}</small></span>`;
}

/** Look at the chosen files, add a caption, send. */
export function FilesSheet({ phone, sheet, close }) {
  const [caption, setCaption] = useState('');
  const send = async (event) => {
    event.preventDefault();
    close();
    const { what: kind, files, chatId } = sheet;
    const seconds = kind === 'voice' ? await soundLength(files[0]) : undefined;
    sendFiles(phone.user.id, { chat_id: chatId, kind, files, caption: caption.trim(), duration: seconds });
  };
  return html`<${SheetTitle} text=${t('send_n', { n: sheet.files.length })} close=${close} />
    <form class="form" onSubmit=${send}>
      <div class="previews">${sheet.files.map((file) => html`<${Preview} key=${file.name} file=${file} />`)}</div>
      ${sheet.what !== 'voice' && html`<input class="wide" data-autofocus maxlength="1024" placeholder=${t('add_caption')} aria-label=${t('add_caption')} data-testid="caption"
        value=${caption} onInput=${(event) => setCaption(event.target.value)} />`}
      <button class="big" data-autofocus=${sheet.what === 'voice' || null} data-testid="send-files">${t('send')}</button>
    </form>`;
}
