/* file.h - whole files: bounded reads, atomic writes. */
#ifndef KUBEC_BASE_FILE_H
#define KUBEC_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Appends the whole file to out (whose cap bounds it). Errors are worded as Go's os package words them
 * ("open PATH: no such file or directory", "read PATH: is a directory"); past the cap: "PATH: larger than N bytes"; a
 * signal that ends the program: "read PATH: interrupted system call". */
struct err *file_read(const char *path, struct buf *out) ERR_MUST_USE;
/* The same from an open descriptor; `name` is for messages. The descriptor stays open. */
struct err *file_read_fd(int fd, const char *name, struct buf *out) ERR_MUST_USE;
/* Replaces path by the n bytes: a temporary file beside it, fsync (with `durable`), rename. On an error the old file is
 * as it was. Links are followed, so that a link to a file stays a link. */
struct err *file_write_atomic(const char *path, const void *bytes, size_t n, mode_t mode, bool durable) ERR_MUST_USE;
/* Makes the folder and its parents (mode 0750 and the umask); existing ones are fine. */
struct err *file_mkdir_all(const char *path, mode_t mode) ERR_MUST_USE;
/* Go's spelling of an errno: "no such file or directory", "permission denied" … (strerror in lowercase). Caller frees.
 */
char *file_errno_text(int errnum);
/* dir + "/" + name, or name alone when it is absolute or dir is empty; the caller frees. */
char *path_join(const char *dir, const char *name);
/* The folder part of path ("." when it has none); the caller frees. */
char *path_dir(const char *path);
/* The home folder: $HOME; "" when unset. Borrowed from the environment. */
const char *path_home(void);

#endif
