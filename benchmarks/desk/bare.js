// The baseline: the same events and phones with nothing but a column of lines each, every line kept.
(() => {
  document.body.replaceChildren();
  document.body.style.cssText = 'display:flex;gap:16px;overflow-x:auto;margin:0;height:100vh';
  const columns = new Map();

  function column(chatId) {
    if (columns.has(chatId)) return columns.get(chatId);
    const phone = document.createElement('section');
    phone.dataset.testid = `phone-${chatId}`;
    phone.style.cssText = 'flex:0 0 380px;display:flex;flex-direction:column';
    phone.innerHTML = '<div role="log" style="flex:1;overflow-y:auto"></div><textarea data-testid="composer"></textarea>';
    document.body.append(phone);
    columns.set(chatId, phone.firstChild);
    return phone.firstChild;
  }

  function line(message) {
    const drawn = document.createElement('p');
    drawn.dataset.testid = `msg-${message.message_id}`;
    drawn.textContent = message.text ?? message.caption ?? '';
    for (const { text } of (message.reply_markup?.inline_keyboard ?? []).flat()) {
      drawn.append(Object.assign(document.createElement('button'), { textContent: text }));
    }
    if (message.photo) drawn.append(Object.assign(new Image(200, 150), { src: `/desk/file/${message.photo.at(-1).file_id}` }));
    return drawn;
  }

  function put({ type, chat_id: chatId, message }) {
    if (type !== 'message' && type !== 'edited') return;
    const log = column(chatId);
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 70;
    const known = type === 'edited' && log.querySelector(`[data-testid="msg-${message.message_id}"]`);
    if (known) known.replaceWith(line(message));
    else log.append(line(message));
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  window.bareSource = new EventSource('/desk/events');
  window.bareSource.onmessage = (event) => put(JSON.parse(event.data));
  return fetch('/desk/state').then((response) => response.json())
    .then((state) => state.phones.filter((phone) => phone.shown).forEach((phone) => column(phone.user.id)));
})()
