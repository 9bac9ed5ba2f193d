// What has just been done is said once: a page that is loaded again, or that somebody keeps as a bookmark, says it no
// more. A part of the page that stays until the next thing is done names the field of the address that shows it.

const here = new URL(location.href);
if (here.searchParams.has("said")) {
  here.searchParams.delete("said");
  const stays = document.querySelector("[data-stays]");
  if (stays) here.searchParams.set(stays.dataset.stays, "1");
  history.replaceState(history.state, "", here);
}
