// Runs in the measured page before its own code; the bench reads and empties `bench`.
(() => {
  const fresh = () => ({ frames: [], tasks: [], inputs: [], late: [], began: performance.now() });
  let now = fresh();
  let newest = 0;

  /** How late the newest message of the phone under watch is shown: its text ends in the time it was sent. */
  function look() {
    const log = document.querySelector(`[data-testid="phone-${window.bench.phone}"] [role="log"]`);
    const shown = log?.querySelectorAll('[data-testid^="msg-"]');
    const stamp = Number(/·(\d{13})/.exec(shown?.[shown.length - 1]?.textContent ?? '')?.[1] ?? 0);
    if (stamp > newest) {
      if (newest) now.late.push(Date.now() - stamp);
      newest = stamp;
    }
  }

  function frame(at) {
    now.frames.push(at);
    look();
    requestAnimationFrame(frame);
  }

  /** From the key or wheel, as the browser stamped it, to the end of the frame that follows. */
  function input(event) {
    const { timeStamp, type } = event;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => now.inputs.push([type, performance.now() - timeStamp]);
      port2.postMessage(null);
    });
  }

  window.bench = {
    phone: 0,
    take() {
      const taken = { ...now, ended: performance.now() };
      now = fresh();
      return taken;
    },
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => list.getEntries().forEach((task) => now.tasks.push(task.duration)))
    .observe({ type: 'longtask' });
  for (const type of ['keydown', 'wheel']) addEventListener(type, input, { capture: true, passive: true });
})();
