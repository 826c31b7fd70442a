#!/usr/bin/env bash
# Builds the extension of Visual Studio Code, a .vsix.
source "$(dirname "$0")/common.sh"

cd editors/vscode
npm ci --no-audit --no-fund --loglevel=error
npm test
npm run package -- --out "$files/exeunt-$version.vsix"
