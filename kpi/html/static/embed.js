// Tells the page around the frame how high all of this is at its width: {postup: "height", code, height}, whenever that
// changes. The page is measured as it is without being fitted into the frame (styles/embed.css).
(() => {
  if (window.parent === window) return;
  const {documentElement: root, body} = document;
  let told = 0;
  const tell = () => {
    body.classList.add("p-natural");
    const height = Math.ceil(body.getBoundingClientRect().height);
    body.classList.remove("p-natural");
    if (height === told) return;
    told = height;
    window.parent.postMessage({postup: "height", code: body.dataset.code, height}, "*");
  };
  new ResizeObserver(tell).observe(root);
  if (document.fonts) document.fonts.ready.then(tell);
  tell();
})();
