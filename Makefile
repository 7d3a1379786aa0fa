# Two commands matter: make run, make test. `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input --retries 5

# No test asks the network; these keep the libraries from trying.
OFFLINE := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False

.DEFAULT_GOAL := help
.PHONY: help run test check browser report screenshots clean

help:
	@echo '用法：make 目标'
	@echo
	@echo '  run          安装依赖（只在有变化时），启动网页 http://127.0.0.1:7860'
	@echo '  test         安装测试所需，检查代码并运行全部测试'
	@echo '  check        只检查代码：ruff、mypy'
	@echo '  report       把最近一次评测写成网页报告 var/eval/report.html'
	@echo '  screenshots  重拍 docs/images 里的截图（先在另一个终端 make run）'
	@echo '  clean        删除 .venv 和缓存（不删 var 里的索引与评测）'
	@echo
	@echo '可改：make run PLANQA_PORT=8000；make run PYTHON=python3.11；make screenshots URL=http://127.0.0.1:8000'

run: $(VENV)/installed-run
	@$(BIN)/python app.py

test: check browser
	@$(OFFLINE) $(BIN)/python -m pytest

check: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

browser:
	@bash tests/install_browser.sh

report: $(VENV)/installed-run
	@$(BIN)/python -m eval report

screenshots: $(VENV)/installed-dev browser
	@$(BIN)/python docs/screenshots.py $(if $(URL),--url $(URL))

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp is written last, so a broken installation is taken up again.
$(VENV)/installed-run: requirements.txt constraints.txt | $(VENV)/bin/pip
	@echo '安装依赖（第一次要几分钟）……'
	@$(PIP) --quiet -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt constraints.txt | $(VENV)/bin/pip
	@echo '安装依赖和测试工具（第一次要几分钟）……'
	@$(PIP) --quiet -r requirements-dev.txt
	@touch $@ $(VENV)/installed-run

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 以上：make run PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo '建不了虚拟环境；Debian 上请先 apt-get install python3-venv' >&2; exit 1; }
