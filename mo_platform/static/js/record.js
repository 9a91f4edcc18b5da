// The recording kit: what the microphone hears goes into the form's own file field, and the form is sent as ever. Without a
// microphone, or when it is refused, a file can be chosen.
const form = document.querySelector("[data-record]");
const file = form.querySelector("[name=sound]");
const start = form.querySelector("[data-start]");
const finish = form.querySelector("[data-finish]");
const back = form.querySelector("[data-listen-back]");
const send = form.querySelector("[type=submit]");
const SUFFIXES = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
let recorder = null;

function showMicrophone(isShown) {
  form.querySelector("[data-by-microphone]").hidden = !isShown;
  form.querySelector("[data-by-file]").hidden = isShown;
  send.hidden = isShown && !file.files.length;
}

function keep(pieces) {
  const type = recorder.mimeType.split(";")[0] || "audio/webm";
  const box = new DataTransfer();
  box.items.add(new File(pieces, `recording.${SUFFIXES[type] ?? "webm"}`, { type }));
  file.files = box.files;
  URL.revokeObjectURL(back.src);
  back.src = URL.createObjectURL(box.files[0]);
  back.hidden = false;
  send.hidden = false;
  start.hidden = false;
  finish.hidden = true;
  start.querySelector("span").textContent = start.dataset.again;
  send.focus();
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
  send.hidden = true;
  start.hidden = true;
  finish.hidden = false;
  finish.focus();
}

if (globalThis.MediaRecorder && navigator.mediaDevices) {
  showMicrophone(true);
  start.addEventListener("click", begin);
  finish.addEventListener("click", () => recorder.stop());
}
