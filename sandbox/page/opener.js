/** Opening an invitation on a phone: its QR code before the camera or in a picture, or its link. */
import { html, useEffect, useRef, useState } from './view.js';
import { openLink, startOf } from './deeds.js';
import { toast } from './screens.js';
import { codeOnCamera, openFound, openPicture } from './qr.js';
import { SheetTitle } from './dialog.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const pictureIn = (files) => [...(files ?? [])].find((file) => file.type.startsWith('image/'));

/** The camera's picture with a frame to hold the code into; looks until it reads one or is closed. */
function Camera({ onFound, onMissing }) {
  const video = useRef(null);
  useEffect(() => codeOnCamera(video.current, onFound, onMissing), []);
  return html`<div class="camera"><video ref=${video} muted playsinline aria-label=${t('camera_picture')} data-testid="camera"></video><span class="camera-frame" aria-hidden="true"></span></div>`;
}

function PictureField({ onPicture, startCamera }) {
  const input = useRef(null);
  return html`<div class="pair">
    <button type="button" class="soft tall" data-testid="link-camera" onClick=${startCamera}><${Icon} name="camera" />${t('scan_code')}</button>
    <button type="button" class="soft tall" data-testid="link-picture" onClick=${() => input.current.click()}><${Icon} name="photo" />${t('pick_code')}</button>
    <input type="file" hidden accept="image/*" ref=${input} data-testid="file-code" onChange=${() => onPicture(pictureIn(input.current.files))} />
  </div>`;
}

/** Scan, pick, drop or paste a code, or paste a link. */
export function LinkSheet({ phone, close }) {
  const { id } = phone.user;
  const [link, setLink] = useState('');
  const [isScanning, setScanning] = useState(false);
  const onPicture = (picture) => picture && openPicture(id, picture);
  const submit = (event) => {
    event.preventDefault();
    if (startOf(link) === undefined) return toast(id, t('not_a_bot_link'));
    close();
    return openLink(id, link);
  };
  const take = (event, files) => {
    const picture = pictureIn(files);
    if (picture) event.preventDefault();
    onPicture(picture);
  };
  const missing = () => { setScanning(false); toast(id, t('camera_missing')); };
  return html`<${SheetTitle} text=${t('open_link')} close=${close} />
    <form class="form" onSubmit=${submit} onPaste=${(event) => take(event, event.clipboardData?.files)}
        onDragOver=${(event) => event.preventDefault()} onDrop=${(event) => { event.preventDefault(); take(event, event.dataTransfer?.files); }}>
      ${isScanning ? html`<${Camera} onFound=${(code) => openFound(id, code)} onMissing=${missing} />`
        : html`<${PictureField} onPicture=${onPicture} startCamera=${() => setScanning(true)} />`}
      <p class="muted small">${t('code_hint')}</p>
      <input class="wide" data-autofocus placeholder=${t('link_field')} aria-label=${t('link_field')} data-testid="link" value=${link} onInput=${(event) => setLink(event.target.value)} />
      <button class="big" data-testid="link-open">${t('open')}</button></form>`;
}

/** Ask before a link leads away from the desk. */
export function UrlSheet({ sheet, close }) {
  const safe = /^https?:/i.test(sheet.url);
  return html`<div class="question"><p>${t(safe ? 'open_link_question' : 'code_says')}</p><b class="url">${sheet.url}</b></div>
    <div class="pair"><button class="soft" data-autofocus=${!safe || null} onClick=${close}>${t(safe ? 'cancel' : 'close')}</button>
      ${safe && html`<a class="big" href=${sheet.url} target="_blank" rel="noopener noreferrer" data-testid="url-open" onClick=${close}>${t('open')}</a>`}</div>`;
}
