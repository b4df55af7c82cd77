// Runs in any browser: says in a sentence what is missing, in place of a blank page.
(function () {
  var box = document.getElementById("old");
  var missing = [];
  function need(there, name) { if (!there) { missing.push(name); } }
  need(window.WebAssembly, "WebAssembly");
  need(window.Worker, "Worker");
  need(window.DecompressionStream, "DecompressionStream");
  need(window.HTMLDialogElement, "dialog");
  need({{MARK}}, "{{MARKED}}"); // what the oldest browser that will do has, and no older one
  function tell(why) {
    box.setAttribute("role", "alert");
    box.textContent = "这个浏览器打不开本页：" + why + "。请用 {{BROWSERS}}；统信、麒麟自带的浏览器在“关于”里看内核版本。{{ELSE}}";
  }
  window.nianbaoOld = missing.length > 0;
  if (missing.length) { tell("它太旧，缺 " + missing.join("、")); }
  window.onerror = function (message) {
    if (!window.nianbaoStarted && !missing.length) { tell("它不支持本页的写法（" + message + "）"); }
  };
}());
