// What the page can do and cannot, and the manual.
import { dialog, make } from "./dom.js";
import { part } from "./engine_client.js";

export async function help() {
  const manual = make("div", { lang: "zh-CN" });
  const parsed = new DOMParser().parseFromString(new TextDecoder().decode(await part("manual")), "text/html");
  for (const link of parsed.querySelectorAll("a")) link.replaceWith(...link.childNodes); // other documents are not here
  for (const table of parsed.querySelectorAll("table")) table.tabIndex = 0;
  manual.append(...parsed.body.childNodes);
  for (const heading of manual.querySelectorAll("h1, h2, h3")) heading.replaceWith(make(`h${Math.min(Number(heading.tagName[1]) + 2, 6)}`, {}, ...heading.childNodes));
  await dialog("说明", [
    make("ul", {},
      ...["数据只在本机：网页不上网，浏览器也不许它上网。", "左边改文本或填表，右边看问题和网页；改完下载 Word、纯文本、网页，与命令行写出的一个字节也不差。",
        "数据文件就是命令行用的 YAML，存在自己的文件夹里；文件名写成 2025.yaml，各年放在一起才能与上年比。",
        "Ctrl＋S 存，F8 到下一个问题，在引用上按 F12 到它的数，Ctrl＋空格（或 Ctrl＋I）列出可以打的，Ctrl＋F 查找；按 Tab 离开文本。",
        "“比较”看两年之间变了什么，也能和一份旧年报比；“历年”看各年的数，换了表式的地方断开；“图解”是一页图。都可以下载。",
        "这里做不了的：读 PDF、Excel，写 PDF，成批，git。要用命令行。", `浏览器要 ${document.body.dataset.browsers}。`].map((line) => make("li", {}, line))),
    make("details", {}, make("summary", {}, "手册（命令行的说明也在里面）"), manual)]);
}
