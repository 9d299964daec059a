# perfcheck — 常用命令见 make help。Every target builds .venv by itself from the hash-pinned lock.
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3.14 python3,$(shell command -v $(p) 2>/dev/null)))
IN ?= input_templates/submissions
OUT ?= output
RUBRIC ?= national-2020
CONFIG ?= mailbox.toml
T ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
RUN := $(VENV)/.ok-run
DEV := $(VENV)/.ok-dev

.DEFAULT_GOAL := help
.PHONY: help evaluate fetch template examples test check format lint types contracts docs golden lock bench clean

help: ## 列出全部命令 (list the commands)
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
	  while IFS='|' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

$(RUN): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "未找到 Python，请先安装 Python 3.11 或更高版本"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本，当前为：$$($(PYTHON) --version)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "正在准备运行环境（仅第一次需要，约一分钟）……"
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src  # once, also where PYTHONDONTWRITEBYTECODE is set
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

evaluate: $(RUN) ## 核查并评分：读取 IN=文件夹，结果写入 OUT=文件夹
	@PERFCHECK_CACHE=.cache $(BIN)/perfcheck evaluate "$(IN)" -o "$(OUT)"

fetch: $(RUN) ## 按 mailbox.toml 收取邮件到 收件/，再用 make evaluate IN=收件 (CONFIG=文件)
	@$(BIN)/perfcheck fetch --config "$(CONFIG)"

template: $(RUN) ## 生成空白《项目申报表》 (RUBRIC=national-2020)
	@$(BIN)/perfcheck template --rubric $(RUBRIC)

examples: $(RUN) ## 重新生成 input_templates/submissions 中的示例
	@$(BIN)/python tools/examples.py

test: $(DEV) ## 运行测试 (T=名称 只运行其中一部分)
	@$(BIN)/pytest -n auto $(if $(T),-k "$(T)")

check: format lint types contracts test ## 格式、规范、类型、依赖方向、测试

format: $(DEV) ## 检查代码格式
	@$(BIN)/ruff format --check .

lint: $(DEV) ## 代码规范
	@$(BIN)/ruff check .

types: $(DEV) ## 类型检查
	@$(BIN)/mypy

contracts: $(DEV) ## 依赖方向
	@$(BIN)/lint-imports

docs: $(RUN) ## 重新生成 docs/rules.md
	@$(BIN)/perfcheck rules --markdown > docs/rules.md

golden: $(DEV) ## 重新生成测试基准 (review the diff)
	@$(BIN)/pytest --update-golden -k golden

lock: ## 重新锁定依赖版本 (maintainers; needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build --extra mail -o requirements.lock pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build --extra dev -o requirements-dev.lock pyproject.toml

clean: ## 删除运行环境与结果
	rm -rf $(VENV) $(OUT) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.PHONY: accuracy docs/accuracy.md
accuracy: $(RUN) ## 读数准确率：与人工标注的真实指标比对 (make docs 写入 docs/accuracy.md)
	@$(BIN)/python tools/accuracy.py

docs: docs/accuracy.md
docs/accuracy.md: $(RUN)
	@$(BIN)/python tools/accuracy.py > $@

bench: $(RUN) ## 测速：与普通脚本、与读取下限相比（约五分钟）
	@$(BIN)/python tools/bench_values.py
	@$(BIN)/python tools/bench/run.py
