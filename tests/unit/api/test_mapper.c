/* test_mapper.c - mapping of names and kinds over a cache on disk; the server of these tests answers to nobody, so a
 * case that asks it fails. */
#include "api/discovery.h"
#include "api/session.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/global.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

#define DIR_OF_HOST "/discovery/127.0.0.1_1"

struct fixture {
    char dir[64];
    char *kubeconfig, *warnings;
    size_t nwarnings;
    struct global_opts global;
    struct cmd_ctx ctx;
};

static void put(const struct fixture *f, const char *name, const char *text)
{
    char *path = xasprintf("%s" DIR_OF_HOST "/%s", f->dir, name), *dir = path_dir(path);
    assert_null(file_mkdir_all(dir, 0750));
    assert_null(file_write_atomic(path, text, strlen(text), 0660, false));
    free(dir);
    free(path);
}

#define VERBS "\"verbs\":[\"get\",\"list\"]"
#define WIDGETS(G, V)                                                                                                  \
    "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"" G "/" V "\",\"resources\":[{\"name\":"   \
    "\"widgets\",\"singularName\":\"widget\",\"namespaced\":true,\"kind\":\"Widget\"," VERBS                           \
    ",\"shortNames\":[\"wd\"],\"categories\":[\"gadgets\"]},{\"name\":\"widgets/status\",\"singularName\":\"widget\"," \
    "\"namespaced\":true,\"kind\":\"Widget\"," VERBS "}]}"
#define GV(GROUPVERSION, V) "{\"groupVersion\":\"" GROUPVERSION "\",\"version\":\"" V "\"}"

static void fill_cache(const struct fixture *f)
{
    put(f, "servergroups.json",
        "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[{\"name\":\"\",\"versions\":[" GV(
            "v1",
            "v1") "],\"preferredVersion\":" GV("v1",
                                               "v1") "},"
                                                     "{\"name\":\"a.example.com\",\"versions\":[" GV("a.example.com/v2", "v2") "," GV(
                                                         "a.example.com/v1",
                                                         "v1") "],\"preferredVersion\":" GV("a.example.com/v1",
                                                                                            "v1") "},"
                                                                                                  "{\"name\":\"b."
                                                                                                  "example.com\","
                                                                                                  "\"versions\":[" GV(
                                                                                                      "b.example.com/"
                                                                                                      "v1",
                                                                                                      "v1") "],"
                                                                                                            "\"preferre"
                                                                                                            "dVersion\""
                                                                                                            ":" GV(
                                                                                                                "b."
                                                                                                                "exa"
                                                                                                                "mpl"
                                                                                                                "e."
                                                                                                                "com"
                                                                                                                "/v"
                                                                                                                "1",
                                                                                                                "v1") "}]}");
    put(f, "v1/serverresources.json",
        "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"v1\",\"resources\":[{\"name\":\"pods\","
        "\"singularName\":\"pod\",\"namespaced\":true,\"kind\":\"Pod\"," VERBS
        ",\"shortNames\":[\"po\"],\"categories\":[\"all\"]},{\"name\":\"nodes\",\"singularName\":\"\",\"namespaced\":"
        "false,\"kind\":\"Node\"," VERBS ",\"shortNames\":[\"no\"]}]}");
    put(f, "a.example.com/v1/serverresources.json", WIDGETS("a.example.com", "v1"));
    put(f, "a.example.com/v2/serverresources.json", WIDGETS("a.example.com", "v2"));
    put(f, "b.example.com/v1/serverresources.json", WIDGETS("b.example.com", "v1"));
}

static int setup(void **state)
{
    struct fixture *f = xcalloc(1, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "/tmp/kubec-mapper-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    f->kubeconfig = xasprintf("%s/config", f->dir);
    const char *text = "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: k, "
                       "user: u}}]\nclusters: [{name: k, cluster: {server: 'http://127.0.0.1:1'}}]\nusers: [{name: u, "
                       "user: {}}]\n";
    assert_null(file_write_atomic(f->kubeconfig, text, strlen(text), 0600, false));
    f->global = (struct global_opts){.kubeconfig = f->kubeconfig,
                                     .cache_dir = f->dir,
                                     .context = "",
                                     .cluster = "",
                                     .user = "",
                                     .server = "",
                                     .ns = "",
                                     .token = "",
                                     .username = "",
                                     .password = "",
                                     .certificate_authority = "",
                                     .client_certificate = "",
                                     .client_key = "",
                                     .tls_server_name = "",
                                     .proxy_url = "",
                                     .as = "",
                                     .as_uid = "",
                                     .request_timeout = "0",
                                     .v = "0",
                                     .vmodule = "",
                                     .kuberc = "",
                                     .profile = "none",
                                     .profile_output = ""};
    f->ctx =
        (struct cmd_ctx){.in = stdin, .out = stdout, .prog = "kubec", .cmd_path = "kubec get", .global = &f->global};
    f->ctx.err = open_memstream(&f->warnings, &f->nwarnings);
    fill_cache(f);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    session_free(f->ctx.session);
    fclose(f->ctx.err);
    char *remove = xasprintf("%s" DIR_OF_HOST, f->dir);
    static const char *const files[] = {
        "servergroups.json", "v1/serverresources.json", "a.example.com/v1/serverresources.json",
        "a.example.com/v2/serverresources.json", "b.example.com/v1/serverresources.json"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char *path = path_join(remove, files[i]);
        unlink(path);
        for (char *slash = strrchr(path, '/'); slash != NULL && strlen(path) > strlen(f->dir);
             slash = strrchr(path, '/')) {
            *slash = '\0';
            rmdir(path);
        }
        free(path);
    }
    unlink(f->kubeconfig);
    rmdir(f->dir);
    free(remove);
    free(f->kubeconfig);
    free(f->warnings);
    free(f);
    return 0;
}

static void names(void **state)
{
    static const char *const rows[][2] = {
        {"pods", "v1 pods"},
        {"pod", "v1 pods"},
        {"Pod", "v1 pods"},
        {"po", "v1 pods"},
        {"node", "v1 nodes"},
        {"Node", "v1 nodes"},
        {"no", "v1 nodes"},
        {"widgets", "a.example.com/v1 widgets"},
        {"Widget", "a.example.com/v1 widgets"},
        {"widgets.b.example.com", "b.example.com/v1 widgets"},
        {"widget.b", "b.example.com/v1 widgets"},
        {"wd.b.example.com", "b.example.com/v1 widgets"},
        {"wd.b", "b.example.com/v1 widgets"},
        {"widgets.v2.a.example.com", "a.example.com/v2 widgets"},
        {"Widget.v2.a.example.com", "a.example.com/v2 widgets"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct api_resource *r = NULL;
        struct err *e = mapping_for_arg(session_get(&f->ctx), rows[i][0], &r);
        assert_null(e);
        char *gv = group_version(r->group, r->version), *got = xasprintf("%s %s", gv, r->name);
        assert_string_equal(got, rows[i][1]);
        free(got);
        free(gv);
    }
    fflush(f->ctx.err);
    assert_string_equal(f->warnings, "");
}

static void ambiguous_short_name_warns_once(void **state)
{
    struct fixture *f = *state;
    const struct api_resource *r = NULL;
    for (int i = 0; i < 2; i++)
        assert_null(mapping_for_arg(session_get(&f->ctx), "wd", &r));
    assert_string_equal(r->group, "a.example.com");
    fflush(f->ctx.err);
    assert_string_equal(f->warnings,
                        "Warning: short name \"wd\" could also match lower priority resource widgets.b.example.com\n");
}

/* RESTMapper.ResourceFor: a group is a group, not "version.group", and kinds are no names. */
static void resources(void **state)
{
    static const char *const rows[][3] = {
        {"pods", "", "v1 pods"},
        {"Pod", "", "v1 pods"},
        {"po", "", "v1 pods"},
        {"widget", "b", "b.example.com/v1 widgets"},
        {"widgets", "b.example.com", "b.example.com/v1 widgets"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct api_resource *r = NULL;
        assert_null(mapping_for_resource(session_get(&f->ctx), rows[i][1], rows[i][0], &r));
        assert_non_null(r);
        char *gv = group_version(r->group, r->version), *got = xasprintf("%s %s", gv, r->name);
        assert_string_equal(got, rows[i][2]);
        free(got);
        free(gv);
    }
}

/* Without a cache, what every server has is known. */
static void resources_without_a_cache(void **state)
{
    static const char *const rows[][3] = {
        {"pods", "", "v1 pods"},
        {"Deployment", "", "apps/v1 deployments"},
        {"sts", "", "apps/v1 statefulsets"},
        {"deploy", "ap", "apps/v1 deployments"},
        {"events", "", "v1 events"},
        {"events", "events.k8s.io", "events.k8s.io/v1 events"},
    };
    struct fixture *f = *state;
    char *path = xasprintf("%s" DIR_OF_HOST "/servergroups.json", f->dir);
    unlink(path);
    free(path);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct api_resource *r = NULL;
        assert_null(mapping_for_resource(session_get(&f->ctx), rows[i][1], rows[i][0], &r));
        assert_non_null(r);
        char *gv = group_version(r->group, r->version), *got = xasprintf("%s %s", gv, r->name);
        assert_string_equal(got, rows[i][2]);
        free(got);
        free(gv);
    }
    const struct api_resource *r = NULL;
    struct err *e = mapping_for_resource(session_get(&f->ctx), "", "widgets", &r);
    assert_non_null(e); /* the server is asked, and is not there */
    assert_null(r);
    err_free(e);
}

static void categories(void **state)
{
    struct fixture *f = *state;
    struct strv out = {0};
    assert_null(mapping_for_category(session_get(&f->ctx), "gadgets", &out));
    assert_null(mapping_for_category(session_get(&f->ctx), "all", &out));
    assert_null(mapping_for_category(session_get(&f->ctx), "pods", &out));
    assert_null(mapping_for_category(session_get(&f->ctx), "nothing", &out));
    char *all = strv_join(&out, " ");
    assert_string_equal(all, "widgets.a.example.com widgets.b.example.com pods");
    free(all);
    strv_release(&out);
}

static void kinds(void **state)
{
    struct fixture *f = *state;
    const struct api_resource *r = NULL;
    struct gvk g = gvk_parse("a.example.com/v2", "Widget");
    assert_null(mapping_for_gvk(session_get(&f->ctx), &g, &r));
    assert_string_equal(r->version, "v2");
    assert_int_equal(r->subresources.n, 1);
    assert_string_equal(r->subresources.v[0], "status");
    gvk_release(&g);
}

/* A miss asks the server, once; here it is not there. */
static void a_miss_asks_the_server(void **state)
{
    struct fixture *f = *state;
    const struct api_resource *r = NULL;
    struct err *e = mapping_for_arg(session_get(&f->ctx), "nothing", &r);
    assert_non_null(e);
    assert_int_equal(e->kind, ERR_NET);
    err_free(e);
}

/* What is no cache file is not believed, and does no harm. */
static void hostile_cache(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "null",
        "{\"kind\":\"APIGroupList\",\"groups\":[1,null,{\"name\":7,\"versions\":[{}]}]}",
        "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"x\",\"versions\":[{\"groupVersion\":\"../../"
        "x\",\"version\":"
        "\"v1\"}]}]}"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct api_resource *r = NULL;
        put(f, "servergroups.json", texts[i]);
        session_free(f->ctx.session);
        f->ctx.session = NULL;
        struct err *e = mapping_for_arg(session_get(&f->ctx), "widgets", &r);
        assert_non_null(e);
        assert_int_equal(e->kind, ERR_NET);
        err_free(e);
    }
    put(f, "v1/serverresources.json",
        "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":[]},3,{\"name\":\"/\"}]}");
    session_free(f->ctx.session);
    f->ctx.session = NULL;
    const struct api_resource *r = NULL;
    struct err *e = mapping_for_arg(session_get(&f->ctx), "pods", &r);
    assert_non_null(e);
    err_free(e);
}

static void doc_errors(void **state)
{
    (void)state;
    struct err *e = mapping_doc_err(err_new("no matches for kind \"X\" in version \"g/v\""), "n", "", "f.yaml");
    assert_string_equal(e->msg,
                        "resource mapping not found for name: \"n\" namespace: \"\" from \"f.yaml\": no matches for "
                        "kind \"X\" in version \"g/v\"\nensure CRDs are installed first");
    err_free(e);
    e = mapping_doc_err(err_new("other"), "n", "", "f.yaml");
    assert_string_equal(e->msg, "unable to recognize \"f.yaml\": other");
    err_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names, setup, teardown),
        cmocka_unit_test_setup_teardown(ambiguous_short_name_warns_once, setup, teardown),
        cmocka_unit_test_setup_teardown(resources, setup, teardown),
        cmocka_unit_test_setup_teardown(resources_without_a_cache, setup, teardown),
        cmocka_unit_test_setup_teardown(categories, setup, teardown),
        cmocka_unit_test_setup_teardown(kinds, setup, teardown),
        cmocka_unit_test_setup_teardown(a_miss_asks_the_server, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile_cache, setup, teardown),
        cmocka_unit_test(doc_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
