// Runs in any browser: says in a sentence what is missing, in place of a blank page.
(function () {
  var box = document.getElementById("old");
  var missing = [];
  function need(there, name) { if (!there) { missing.push(name); } }
  need(window.WebAssembly, "WebAssembly");
  need(window.Worker, "Worker");
  need(window.DecompressionStream, "DecompressionStream");
  need(window.HTMLDialogElement, "dialog");
  need(window.HTMLElement && "inert" in HTMLElement.prototype, "inert"); // Chrome and Edge have it since 102
  function tell(why) {
    box.setAttribute("role", "alert");
    box.textContent = "这个浏览器打不开本页：" + why + "。请用 Chrome 102、Edge 102（2022 年 5 月）、Firefox 113 或更新的浏览器；"
      + "统信、麒麟自带的浏览器在“关于”里看内核版本，要 102 以上。没有新浏览器的，用离线安装包里的命令行。";
  }
  window.nianbaoOld = missing.length > 0;
  if (missing.length) { tell("它太旧，缺 " + missing.join("、")); }
  window.onerror = function (message) {
    if (!window.nianbaoStarted && !missing.length) { tell("它不支持本页的写法（" + message + "）"); }
  };
}());
