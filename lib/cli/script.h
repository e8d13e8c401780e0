/* script.h - the completion scripts as lines, each array closed by NULL; script.c puts the names in.
 *
 * @PROG@: the program's name; @NAMES@, @LIST@ and @PLIST@: the names that are completed, for readers, for the shell and
 * as PowerShell's array.
 */
#ifndef KUBEC_CLI_SCRIPT_H
#define KUBEC_CLI_SCRIPT_H

extern const char *const script_bash[];
extern const char *const script_zsh[];
extern const char *const script_fish[];
extern const char *const script_powershell[];

#endif
