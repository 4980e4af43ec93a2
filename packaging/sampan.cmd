@echo off
rem Sampan's launcher for Windows: beside it lie the folders runtime, lib and jvm of a package.
rem   SAMPAN_JAVA_OPTS   more options for the JVM, after our own
setlocal
set "here=%~dp0"
set "kind=short"
if not "%~1"=="" if exist "%here%jvm\%~1.args" set "kind=%~1"
set "java=%here%runtime\bin\java.exe"
if not exist "%java%" set "java=java"
chcp 65001 >nul
"%java%" "@%here%jvm\common.args" "@%here%jvm\%kind%.args" "-Dorg.sqlite.lib.path=%here%lib\org\sqlite\native\Windows\x86_64" %SAMPAN_JAVA_OPTS% -cp "%here%lib\sampan.jar" io.sampan.cli.Main %*
exit /b %ERRORLEVEL%
