# 年报：一年一个数据文件，检查无误后写出 Word 和纯文本。只打 make 就列出各条命令。
#
# YEAR, AGENCY, FILE and the like come from outside. make would expand what they hold ($(shell …) too) wherever
# they are used or exported, so they are frozen as plain text first; the shell then only ever sees
# them as environment variables in quotes.
override YEAR := $(value YEAR)
override AGENCY := $(value AGENCY)
override FILE := $(value FILE)
override WITH := $(value WITH)
override OLD := $(value OLD)
override NEW := $(value NEW)
override FROM := $(value FROM)
override TO := $(value TO)
export NIANBAO_YEAR := $(YEAR)
export NIANBAO_AGENCY := $(AGENCY)
export NIANBAO_FILE := $(FILE)
export NIANBAO_WITH := $(WITH)
export NIANBAO_OLD := $(OLD)
export NIANBAO_NEW := $(NEW)
export NIANBAO_FROM := $(FROM)
export NIANBAO_TO := $(TO)
unexport YEAR AGENCY FILE WITH OLD NEW FROM TO
MAKEOVERRIDES :=
# File names are UTF-8 whatever the locale; the program itself sees to the terminal.
export PYTHONUTF8 := 1

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
RUN := $(BIN)/python
PIP := $(RUN) $(wildcard packaging/pip/pip-*.whl)/pip --disable-pip-version-check
READY := .venv/ready-$(firstword $(shell cksum requirements.txt))
READY_DEV := .venv/ready-dev-$(firstword $(shell cksum requirements-dev.txt))
ORDER = "$$NIANBAO_YEAR" $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"}

# make ends a failed command with a line of its own in English (*** [Makefile:34: report] Error 1).
# The clerk has just read in Chinese what is wrong. With -q a make that fails says nothing and exits
# with 1, and lines that begin with + are run all the same; so the clerk's commands ask for -q, every
# line of theirs begins with $(DO), and what fails there exits with 1. With -n, -q or -t given by hand
# all is as make has it, and so it is for the developers' commands.
CLERKS := report check preview pdf web batch collect verify take compare trend infographic redline lint-templates new import fix schema
GIVEN := $(filter-out -%,$(firstword $(MAKEFLAGS)))
DO := @
ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out $(CLERKS),$(MAKECMDGOALS))$(findstring n,$(GIVEN))$(findstring q,$(GIVEN))$(findstring t,$(GIVEN)),)
DO := +@
MAKEFLAGS += -q
endif
endif

# What git diff --word-diff takes for a word: a number, a Latin word, a Chinese character (in bytes, so
# that the locale does not matter).
WORDS := $$(printf '[0-9][0-9.]*|[A-Za-z_]+|[\300-\377][\200-\277]+|[^[:space:]]')

NEEDED := import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ("yaml", "jinja2", "lxml", "docxtpl"))))
ifneq ($(wildcard $(READY)),)
ifneq ($(shell $(RUN) -c '$(NEEDED)' 2>/dev/null && echo whole),whole)
.PHONY: $(READY)
endif
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help report check preview fix new import extras pdf web batch collect verify take compare trend redline onefile kit test test-all lint lint-templates bench schema manual clean year file both

help:  ## 列出各条命令
	@echo '用法：make 命令 YEAR=2017 [AGENCY=机关文件夹]'
	@LC_ALL=C sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

report: year $(READY)  ## 检查，再写出 reports/年份/ 下的 Word 年报和纯文本
	$(DO)$(RUN) build.py report $(ORDER) $(if $(filter 1,$(FORCE)),--force) || exit 1

check: year $(READY)  ## 只检查，不写文件
	$(DO)$(RUN) build.py check $(ORDER) || exit 1

# Ctrl-C is how it ends: the shell waits for the program's own last line, and make adds none.
preview: year $(READY)  ## 边改边看：浏览器里是网页和问题，存一次就换一次；按 Ctrl-C 结束
	$(DO)trap : INT; $(RUN) build.py preview $(ORDER) || exit 1

pdf: year $(READY)  ## 检查，再写出 Word、纯文本和 PDF（要装有 LibreOffice）
	$(DO)$(RUN) build.py report $(ORDER) --format docx,txt,pdf $(if $(filter 1,$(FORCE)),--force) || exit 1

web: year $(READY)  ## 检查，再写出 Word、纯文本和网页
	$(DO)$(RUN) build.py report $(ORDER) --format docx,txt,html $(if $(filter 1,$(FORCE)),--force) || exit 1

infographic: year $(READY)  ## 检查，再写出 Word、纯文本和图解（一页图，Word 和网页）
	$(DO)$(RUN) build.py report $(ORDER) --format docx,txt,图解 $(if $(filter 1,$(FORCE)),--force) || exit 1

batch: $(READY)  ## 成批：检查、写出 data/ 下各机关各年的年报；可写 YEAR，如 YEAR=2025
	$(DO)$(RUN) build.py batch $${NIANBAO_YEAR:+"$$NIANBAO_YEAR"} || exit 1

collect: year $(READY)  ## 收各单位的年报：谁没报、谁有错、谁雷同，汇总，退回意见；单位列在 data/机构.yaml
	$(DO)$(RUN) build.py collect $${NIANBAO_FILE:+--received "$$NIANBAO_FILE"} -- "$$NIANBAO_YEAR" || exit 1

verify: $(if $(FILE),file,year) $(READY)  ## 检查一个 Word 文件：make verify FILE=年报.docx [YEAR=2017]；只写 YEAR，看写好的是不是一套
	$(DO)$(RUN) build.py verify $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} -- $${NIANBAO_FILE:+"$$NIANBAO_FILE"} $${NIANBAO_YEAR:+"$$NIANBAO_YEAR"} || exit 1

take: file year $(READY)  ## 把 Word 里改过的写回数据文件：make take FILE=改过的.docx YEAR=2026
	$(DO)$(RUN) build.py take $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} -- "$$NIANBAO_FILE" "$$NIANBAO_YEAR" || exit 1

compare: year $(READY)  ## 与上年比：数、正文、结构变了什么；WITH=2023 与别的年份、git 版本、机关或 Word 比
	$(DO)$(RUN) build.py compare $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} $${NIANBAO_FILE:+--into "$$NIANBAO_FILE"} -- "$$NIANBAO_YEAR" $${NIANBAO_WITH:+"$$NIANBAO_WITH"} || exit 1

trend: $(READY)  ## 历年的数，换了表式的断开；可写 FROM=2019 TO=2025、FILE=趋势.html（或 .csv）
	$(DO)$(RUN) build.py trend $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} $${NIANBAO_FROM:+--from "$$NIANBAO_FROM"} $${NIANBAO_TO:+--to "$$NIANBAO_TO"} $${NIANBAO_FILE:+--into "$$NIANBAO_FILE"} || exit 1

redline: both $(READY)  ## 两份年报写成一个带修订的 Word：make redline OLD=2024 NEW=2025（年份、git 版本或 Word）
	$(DO)$(RUN) build.py redline $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} -- "$$NIANBAO_OLD" "$$NIANBAO_NEW" || exit 1

lint-templates: $(READY)  ## 检查 templates/ 里的模板
	$(DO)$(RUN) build.py template-check -- $${NIANBAO_YEAR:+"$$NIANBAO_YEAR"} || exit 1

new: year $(READY)  ## 起草 YEAR 年的数据文件：有上年的就由它，没有就是空白的
	$(DO)$(RUN) build.py new $(ORDER) || exit 1

import: file year $(READY)  ## 把原来的年报读成数据文件：make import FILE=年报.docx YEAR=2024
	$(DO)$(RUN) build.py import $${NIANBAO_AGENCY:+--agency "$$NIANBAO_AGENCY"} -- "$$NIANBAO_FILE" "$$NIANBAO_YEAR" || exit 1

extras: $(READY)  ## 装上读 PDF 和 Excel 的部件，和编辑器用的语言服务
	$(DO)$(PIP) install --quiet --require-hashes -r requirements-import.txt -r requirements-lsp.txt || exit 1

fix: year $(READY)  ## 把能代改的标点、引号、空格改进数据文件
	$(DO)$(RUN) build.py fix $(ORDER) || exit 1

schema: $(READY)  ## 由表式写出 schema.json（编辑器补全用）
	$(DO)$(RUN) build.py schema || exit 1

manual: $(READY)  ## 由问题的代码和例子写出 docs/手册.md 第六节和 docs/问题手册.md
	@$(RUN) docs/make_problem_manual.py

onefile: $(READY)  ## 打包：整个程序一个网页文件，写到 dist/nianbao.html（要 node、npm）；旧浏览器版 OLDER=1
	@$(RUN) packaging/browser/pack.py $(if $(filter 1,$(OLDER)),--older)

kit: $(READY)  ## 打包：离线安装包，写到 dist/nianbao-kit.zip（要一次网络）
	@$(RUN) packaging/kit/kit.py

test: $(READY_DEV)  ## 运行测试（一两分钟）
	@$(RUN) -m pytest -m "not look and not thorough"

test-all: $(READY_DEV)  ## 运行全部测试：加上逐例的、看版面的
	@$(RUN) -m pytest

lint: $(READY_DEV)  ## 检查代码（ruff、mypy）
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

bench: $(READY)  ## 与直接用 docxtpl 比速度
	@$(RUN) bench/distinct.py
	@$(RUN) bench/once.py
	@$(RUN) bench/growth.py

clean:  ## 删去运行环境和缓存
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Each digit becomes d: a year is exactly dddd. Nothing else reaches the shell.
digit = $(subst 9,d,$(subst 8,d,$(subst 7,d,$(subst 6,d,$(subst 5,d,$1)))))
shape := $(call digit,$(subst 4,d,$(subst 3,d,$(subst 2,d,$(subst 1,d,$(subst 0,d,$(YEAR)))))))
year:
ifneq ($(shape),dddd)
	$(DO)echo '请写明四位年份，如：make report YEAR=2017' >&2; exit 1
endif

file:
	$(DO)test -n "$$NIANBAO_FILE" || { echo '请写明文件，如：make verify FILE=reports/2017/年报.docx' >&2; exit 1; }
ifneq ($(YEAR),)
ifneq ($(shape),dddd)
	$(DO)echo '年份应当是四位数字，如：YEAR=2017' >&2; exit 1
endif
endif

both:
	$(DO)test -n "$$NIANBAO_OLD" -a -n "$$NIANBAO_NEW" || { echo '请写明旧的和新的，如：make redline OLD=2024 NEW=2025' >&2; exit 1; }

# Python alone is enough: the environment is made without pip, and pip runs out of its own wheel.
# An environment that was not finished has no $(READY), and is made anew; so is one that has broken since,
# where Python was renewed or the folder moved.
$(READY):
	$(DO)$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '需要 Python 3.11 或更新的版本（PYTHON=… 可另行指定）' >&2; exit 1; }
	$(DO)$(PYTHON) packaging/kit/prepare.py || exit 1
	$(DO)git rev-parse --git-dir >/dev/null 2>&1 && git config core.quotepath false && \
	  git config diff.docx.textconv '$(RUN) build.py text --' && \
	  git config diff.docx.wordRegex "$(WORDS)" && git config diff.nianbao.wordRegex "$(WORDS)" || true
	$(DO)touch $@

$(READY_DEV): $(READY)
	@echo '正在准备测试环境……'
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
