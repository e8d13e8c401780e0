/* readline_lib.h - GNU readline, opened at run time: only a prompt needs it, and no other command should wait for it to
 * be loaded. */
#ifndef KUBEC_CMD_SHELL_READLINE_LIB_H
#define KUBEC_CMD_SHELL_READLINE_LIB_H

#include "base/err.h"

#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>

/* Every function and variable that is used, by its name. */
#define READLINE_SYMBOLS(X)                                                                                            \
    X(readline)                                                                                                        \
    X(rl_initialize)                                                                                                   \
    X(add_history)                                                                                                     \
    X(stifle_history)                                                                                                  \
    X(rl_completion_matches)                                                                                           \
    X(rl_filename_completion_function)                                                                                 \
    X(rl_display_match_list)                                                                                           \
    X(rl_on_new_line)                                                                                                  \
    X(rl_redisplay)                                                                                                    \
    X(rl_forced_update_display)                                                                                        \
    X(rl_get_screen_size)                                                                                              \
    X(rl_getc)                                                                                                         \
    X(rl_check_signals)                                                                                                \
    X(rl_insert_text)                                                                                                  \
    X(rl_add_defun)                                                                                                    \
    X(rl_bind_keyseq)                                                                                                  \
    X(rl_function_of_keyseq)                                                                                           \
    X(rl_forward_char)                                                                                                 \
    X(rl_forward_byte)                                                                                                 \
    X(rl_end_of_line)                                                                                                  \
    X(rl_readline_state)                                                                                               \
    X(rl_readline_name)                                                                                                \
    X(rl_line_buffer)                                                                                                  \
    X(rl_point)                                                                                                        \
    X(rl_end)                                                                                                          \
    X(rl_done)                                                                                                         \
    X(rl_pending_input)                                                                                                \
    X(rl_outstream)                                                                                                    \
    X(rl_catch_signals)                                                                                                \
    X(rl_getc_function)                                                                                                \
    X(rl_redisplay_function)                                                                                           \
    X(rl_attempted_completion_function)                                                                                \
    X(rl_attempted_completion_over)                                                                                    \
    X(rl_completion_append_character)                                                                                  \
    X(rl_completion_display_matches_hook)                                                                              \
    X(rl_completer_word_break_characters)                                                                              \
    X(rl_completer_quote_characters)                                                                                   \
    X(rl_sort_completion_matches)                                                                                      \
    X(rl_filename_completion_desired)

struct readline_lib {
#define X(name) __typeof__(&(name)) name;
    READLINE_SYMBOLS(X)
#undef X
};

/* Opens it (once a process; later calls give the same table). The error says what is missing. */
struct err *readline_lib_open(const struct readline_lib **out) ERR_MUST_USE;

#endif
