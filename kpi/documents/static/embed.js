// Tells the page around the frame how high the chart is: {postup: "height", code, height}, whenever that changes.
(() => {
  if (window.parent === window) return;
  const root = document.documentElement;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({postup: "height", code: document.body.dataset.code, height}, "*");
  };
  new ResizeObserver(tell).observe(root);
  tell();
})();
