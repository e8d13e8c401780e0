/* files.c - answers that are made here: files, lists of folders, redirects, refusals. */
#include "proxy.h"

#include "api/request.h"
#include "base/mem.h"
#include "base/strv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LISTED_MAX 100000 /* names of one folder */

/* ---- answers ---- */

const char *status_words(int status)
{
    static const struct {
        int status;
        const char *words;
    } rows[] = {{200, "OK"},
                {206, "Partial Content"},
                {301, "Moved Permanently"},
                {304, "Not Modified"},
                {307, "Temporary Redirect"},
                {400, "Bad Request"},
                {403, "Forbidden"},
                {404, "Not Found"},
                {416, "Requested Range Not Satisfiable"},
                {431, "Request Header Fields Too Large"},
                {500, "Internal Server Error"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].status == status)
            return rows[i].words;
    }
    return "";
}

static void http_time(struct buf *out, time_t when)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm t;
    gmtime_r(&when, &t);
    buf_addf(out, "%s, %02d %s %d %02d:%02d:%02d GMT", days[t.tm_wday], t.tm_mday, months[t.tm_mon], t.tm_year + 1900,
             t.tm_hour, t.tm_min, t.tm_sec);
}

static void time_line(struct buf *out, const char *name, time_t when)
{
    buf_addf(out, "%s: ", name);
    http_time(out, when);
    buf_adds(out, "\r\n");
}

void date_line(struct buf *out)
{
    time_line(out, "Date", time(NULL));
}

static void begin(struct buf *out, int status)
{
    buf_addf(out, "HTTP/1.1 %d %s\r\n", status, status_words(status));
}

static void end(struct buf *out, uint64_t length, bool close)
{
    date_line(out);
    buf_addf(out, "Content-Length: %llu\r\n%s\r\n", (unsigned long long)length, close ? "Connection: close\r\n" : "");
}

void text_answer(struct buf *out, int status, const char *text, bool close, bool no_body)
{
    begin(out, status);
    buf_adds(out, "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n");
    end(out, strlen(text) + 1, close);
    if (!no_body)
        buf_addf(out, "%s\n", text);
}

static void add_html(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '&':
            buf_adds(out, "&amp;");
            break;
        case '<':
            buf_adds(out, "&lt;");
            break;
        case '>':
            buf_adds(out, "&gt;");
            break;
        case '"':
            buf_adds(out, "&#34;");
            break;
        case '\'':
            buf_adds(out, "&#39;");
            break;
        default:
            buf_addc(out, *text);
        }
    }
}

void moved_answer(struct buf *out, const char *location, const struct head *request)
{
    bool get = str_eq(request->method, "GET"), head = str_eq(request->method, "HEAD");
    struct buf body = buf_new();
    buf_adds(&body, "<a href=\"");
    add_html(&body, location);
    buf_adds(&body, "\">Temporary Redirect</a>.\n\n");
    begin(out, 307);
    if (get || head)
        buf_adds(out, "Content-Type: text/html; charset=utf-8\r\n");
    buf_addf(out, "Location: %s\r\n", location);
    end(out, get || head ? body.len : 0, !head_keeps(request));
    if (get)
        buf_add(out, body.data, body.len);
    buf_release(&body);
}

/* Go's localRedirect: within the folder. */
static void moved_here(struct buf *out, const char *location, const struct head *request)
{
    const char *query = strchr(request->target, '?');
    begin(out, 301);
    buf_addf(out, "Location: %s%s\r\n", location, query != NULL ? query : "");
    end(out, 0, !head_keeps(request));
}

/* ---- what a file is ---- */

static const char *type_by_name(const char *name)
{
    static const char *const rows[][2] = {
        {".avif", "image/avif"},
        {".css", "text/css; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".gif", "image/gif"},
        {".htm", "text/html; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/vnd.microsoft.icon"},
        {".jpeg", "image/jpeg"},
        {".jpg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
        {".xml", "text/xml; charset=utf-8"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcasecmp(dot, rows[i][0]) == 0)
            return rows[i][1];
    }
    return NULL;
}

static const char *type_of(const char *name, int fd)
{
    const char *known = type_by_name(name);
    char start[512];
    if (known != NULL)
        return known;
    ssize_t n = pread(fd, start, sizeof start, 0);
    for (ssize_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)start[i];
        if (c <= 0x08 || c == 0x0b || (c >= 0x0e && c <= 0x1a) || (c >= 0x1c && c <= 0x1f))
            return "application/octet-stream";
    }
    ssize_t at = 0;
    while (at < n && strchr(" \t\r\n\f", start[at]) != NULL)
        at++;
    if ((n - at > 14 && strncasecmp(start + at, "<!DOCTYPE HTML", 14) == 0) ||
        (n - at > 5 && strncasecmp(start + at, "<html", 5) == 0))
        return "text/html; charset=utf-8";
    return "text/plain; charset=utf-8";
}

/* ---- sending one ---- */

static bool is_not_newer(const struct head *request, time_t modified)
{
    const char *since = head_get(request, "If-Modified-Since");
    struct tm t = {0};
    if (since == NULL || head_get(request, "If-None-Match") != NULL ||
        (!str_eq(request->method, "GET") && !str_eq(request->method, "HEAD")))
        return false;
    const char *end = strptime(since, "%a, %d %b %Y %H:%M:%S GMT", &t);
    return end != NULL && modified <= timegm(&t);
}

/* One range of bytes, as *first and *length. 0: none is asked for; -1: it lies outside. */
static int range_of(const struct head *request, uint64_t size, uint64_t *first, uint64_t *length)
{
    const char *range = head_get(request, "Range");
    if (range == NULL || strncmp(range, "bytes=", 6) != 0 || strchr(range, ',') != NULL ||
        head_get(request, "If-Range") != NULL)
        return 0;
    const char *s = range + 6;
    size_t a = strspn(s, "0123456789");
    if (s[a] != '-' || a > 18)
        return -1;
    const char *last = s + a + 1;
    size_t b = strspn(last, "0123456789");
    if (last[b] != '\0' || b > 18 || (a == 0 && b == 0))
        return -1;
    uint64_t from = strtoull(s, NULL, 10), to = strtoull(last, NULL, 10);
    if (a == 0) { /* the last bytes */
        from = to < size ? size - to : 0;
        to = size;
    } else if (b == 0 || to >= size) {
        to = size;
    } else {
        to++;
    }
    if (from >= size || to <= from)
        return -1;
    *first = from;
    *length = to - from;
    return 1;
}

static void send_file(const char *name, int file, const struct stat *st, const struct head *request, struct buf *out,
                      int *fd, uint64_t *length)
{
    uint64_t size = (uint64_t)st->st_size, first = 0;
    bool close_it = !head_keeps(request);
    *length = size;
    if (is_not_newer(request, st->st_mtime)) {
        begin(out, 304);
        time_line(out, "Last-Modified", st->st_mtime);
        date_line(out);
        buf_adds(out, close_it ? "Connection: close\r\n\r\n" : "\r\n");
        close(file);
        return;
    }
    int part = range_of(request, size, &first, length);
    if (part < 0) {
        begin(out, 416);
        buf_addf(out, "Content-Range: bytes */%llu\r\n", (unsigned long long)size);
        buf_adds(out, "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n");
        end(out, strlen("invalid range: failed to overlap\n"), close_it);
        buf_adds(out, "invalid range: failed to overlap\n");
        close(file);
        return;
    }
    begin(out, part > 0 ? 206 : 200);
    buf_adds(out, "Accept-Ranges: bytes\r\n");
    if (part > 0)
        buf_addf(out, "Content-Range: bytes %llu-%llu/%llu\r\n", (unsigned long long)first,
                 (unsigned long long)(first + *length - 1), (unsigned long long)size);
    buf_addf(out, "Content-Type: %s\r\n", type_of(name, file));
    time_line(out, "Last-Modified", st->st_mtime);
    end(out, *length, close_it);
    if (str_eq(request->method, "HEAD") || *length == 0 || lseek(file, (off_t)first, SEEK_SET) < 0)
        close(file);
    else
        *fd = file;
}

/* ---- folders ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_entry(struct buf *body, const char *name)
{
    struct buf href = buf_new();
    if (strcspn(name, ":") < strcspn(name, "/")) /* else it would be a scheme */
        buf_adds(&href, "./");
    path_escape(&href, name);
    buf_adds(body, "<a href=\"");
    buf_adds(body, href.data);
    buf_adds(body, "\">");
    add_html(body, name);
    buf_adds(body, "</a>\n");
    buf_release(&href);
}

static void list_folder(int folder, const struct stat *st, const struct head *request, struct buf *out)
{
    struct strv names = {0};
    struct buf body = buf_new();
    DIR *d = fdopendir(folder);
    if (d == NULL) {
        close(folder);
        text_answer(out, 500, "Error reading directory", !head_keeps(request), false);
        return;
    }
    for (const struct dirent *e = readdir(d); e != NULL && names.n < LISTED_MAX; e = readdir(d)) {
        struct stat one;
        if (str_eq(e->d_name, ".") || str_eq(e->d_name, ".."))
            continue;
        bool is_folder = e->d_type == DT_DIR ||
                         (e->d_type == DT_UNKNOWN && fstatat(dirfd(d), e->d_name, &one, AT_SYMLINK_NOFOLLOW) == 0 &&
                          S_ISDIR(one.st_mode));
        strv_adopt(&names, is_folder ? xasprintf("%s/", e->d_name) : xstrdup(e->d_name));
    }
    closedir(d);
    if (names.n > 1)
        qsort(names.v, names.n, sizeof *names.v, by_name);
    buf_adds(&body, "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
    for (size_t i = 0; i < names.n; i++)
        add_entry(&body, names.v[i]);
    buf_adds(&body, "</pre>\n");
    begin(out, 200);
    buf_adds(out, "Content-Type: text/html; charset=utf-8\r\n");
    time_line(out, "Last-Modified", st->st_mtime);
    end(out, body.len, !head_keeps(request));
    if (!str_eq(request->method, "HEAD"))
        buf_add(out, body.data, body.len);
    buf_release(&body);
    strv_release(&names);
}

/* Go's toHTTPError. */
static void refuse(struct buf *out, int error, const struct head *request)
{
    int status = error == ENOENT || error == ENOTDIR ? 404 : error == EACCES || error == EPERM ? 403 : 500;
    const char *text = status == 404   ? "404 page not found"
                       : status == 403 ? "403 Forbidden"
                                       : "500 Internal Server Error";
    text_answer(out, status, text, !head_keeps(request), str_eq(request->method, "HEAD"));
}

/* A file that is one, or a folder; -1 with errno. */
static int open_plain(const char *path, struct stat *st)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return -1;
    if (fstat(fd, st) == 0 && (S_ISREG(st->st_mode) || S_ISDIR(st->st_mode)))
        return fd;
    close(fd);
    errno = EACCES;
    return -1;
}

void file_answer(const char *dir, const char *path, const struct head *request, struct buf *out, int *fd,
                 uint64_t *length)
{
    struct stat st = {0}, index_st = {0};
    bool slash = str_ends(path, "/");
    *fd = -1;
    *length = 0;
    if (str_ends(path, "/index.html")) {
        moved_here(out, "./", request);
        return;
    }
    char *name = xasprintf("%s%s", dir, path), *index_name = xasprintf("%s/index.html", name);
    size_t len = strlen(name);
    while (slash && len > 1 && name[len - 1] == '/') /* a file with a slash behind it is looked at, too */
        name[--len] = '\0';
    int file = open_plain(name, &st), index = -1;
    const char *base = strrchr(name, '/') != NULL ? strrchr(name, '/') + 1 : name;
    struct buf to = buf_new();
    if (file >= 0 && S_ISDIR(st.st_mode) && slash)
        index = open_plain(index_name, &index_st);
    if (file < 0) {
        refuse(out, errno, request);
    } else if (S_ISDIR(st.st_mode) != slash) {
        if (slash)
            buf_adds(&to, "../");
        path_escape(&to, base);
        if (!slash)
            buf_addc(&to, '/');
        moved_here(out, to.data, request);
        close(file);
    } else if (index >= 0 && S_ISREG(index_st.st_mode)) {
        close(file);
        send_file("index.html", index, &index_st, request, out, fd, length);
        index = -1;
    } else if (S_ISDIR(st.st_mode) && is_not_newer(request, st.st_mtime)) {
        begin(out, 304);
        time_line(out, "Last-Modified", st.st_mtime);
        date_line(out);
        buf_adds(out, "\r\n");
        close(file);
    } else if (S_ISDIR(st.st_mode)) {
        list_folder(file, &st, request, out);
    } else {
        send_file(base, file, &st, request, out, fd, length);
    }
    if (index >= 0)
        close(index);
    buf_release(&to);
    free(index_name);
    free(name);
}
