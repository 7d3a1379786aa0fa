#!/usr/bin/env bash
# What the browser tests need: Chromium and Chinese fonts (apt-get, as root) and axe-core (npm).
# Whatever cannot be installed here leaves its tests skipped; this script never fails for it.
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null 2>&1; }
say() { printf '%s\n' "$*" >&2; }

has_fonts() { has fc-list && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

# Playwright's own Node.js needs it.
has_libatomic() { [ -n "$(ldconfig -p 2>/dev/null | grep 'libatomic[.]so[.]1' || true)" ]; }

apt_install() {
    local try
    for try in 1 2 3; do
        apt-get update -qq >/dev/null \
            && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
            && return 0
        sleep $((try * 5))
    done
    return 1
}

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
has_libatomic || missing+=(libatomic1)
has_fonts || missing+=(fontconfig fonts-noto-cjk)
if [ "${#missing[@]}" -gt 0 ]; then
    if has apt-get && [ "$(id -u)" = 0 ]; then
        say "安装 ${missing[*]}……"
        apt_install "${missing[@]}" </dev/null || say "没有装上 ${missing[*]}，浏览器测试可能跳过。"
    else
        say "缺少 ${missing[*]}，浏览器测试将跳过；可以先运行：sudo apt-get install ${missing[*]}"
    fi
fi

if [ ! -f node_modules/axe-core/axe.min.js ]; then
    if has npm; then
        say "安装 axe-core……"
        npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts </dev/null \
            || say "没有装上 axe-core，无障碍测试将跳过。"
    else
        say "没有 npm，无障碍测试（axe-core）将跳过。"
    fi
fi
