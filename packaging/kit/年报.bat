@echo off
rem The menu on Windows. What is said stands in a text file: cmd does not read every script in UTF-8.
chcp 65001 >nul
cd /d "%~dp0"
if not exist build.py cd ..\..
set PYTHONUTF8=1
call :try py -3 && goto run
call :try python && goto run
call :try python3 && goto run
type packaging\kit\need-python.txt
pause
exit /b 2
:try
%* -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 exit /b 1
set "FOUND=%*"
exit /b 0
:run
%FOUND% packaging\kit\menu.py
if errorlevel 1 pause
