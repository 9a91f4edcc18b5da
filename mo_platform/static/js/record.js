// Recording in the browser: what the microphone hears goes into the form's own file field, and the form is sent as ever.
// Without a microphone, or when it is refused, a file can be chosen; with data-or-file on the form both stand side by side.
const form = document.querySelector("[data-record]");
const file = form.querySelector("[name=sound]");
const start = form.querySelector("[data-start]");
const finish = form.querySelector("[data-finish]");
const back = form.querySelector("[data-listen-back]");
const sends = form.querySelectorAll("[type=submit]");
const orFile = "orFile" in form.dataset;
const SUFFIXES = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
let recorder = null;

function showMicrophone(isShown) {
  form.querySelector("[data-by-microphone]").hidden = !isShown;
  form.querySelector("[data-by-file]").hidden = isShown && !orFile;
  showSending(!isShown || file.files.length > 0);
}

function showSending(isReady) {
  for (const send of sends) send.hidden = !isReady && !orFile;
}

function listenBack(sound) {
  URL.revokeObjectURL(back.src);
  back.src = URL.createObjectURL(sound);
  back.hidden = false;
}

function keep(pieces) {
  const type = recorder.mimeType.split(";")[0] || "audio/webm";
  const box = new DataTransfer();
  box.items.add(new File(pieces, `recording.${SUFFIXES[type] ?? "webm"}`, { type }));
  file.files = box.files;
  listenBack(box.files[0]);
  showSending(true);
  for (const send of sends) send.disabled = false;
  start.hidden = false;
  finish.hidden = true;
  start.querySelector("span").textContent = start.dataset.again;
  (orFile ? back : sends[0]).focus();
}

async function begin() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    showMicrophone(false);
    return;
  }
  const pieces = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    keep(pieces);
  });
  recorder.start();
  back.pause();
  back.hidden = true;
  showSending(false);
  for (const send of sends) send.disabled = true; // what the field holds is not what is being said
  start.hidden = true;
  finish.hidden = false;
  finish.focus();
}

file.addEventListener("change", () => {
  if (file.files.length) listenBack(file.files[0]);
  else back.hidden = true;
});

if (globalThis.MediaRecorder && navigator.mediaDevices) {
  showMicrophone(true);
  start.addEventListener("click", begin);
  finish.addEventListener("click", () => recorder.stop());
}
