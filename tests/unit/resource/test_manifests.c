/* lib/resource: manifests. The errors are the oracle's. */
#include "resource/resource.h"

#include "base/file.h"
#include "base/mem.h"
#include "resource/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A document, and what kubectl says of it; NULL: nothing. */
static const char *const documents[][2] = {
    {"kind: Pod\nmetadata: {name: a, labels: {a: 1}}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of "
     "type string"},
    {"kind: Pod\nmetadata: {name: 1}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of "
     "type string"},
    {"kind: Pod\nmetadata: {name: true}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type "
     "string"},
    {"kind: Pod\nmetadata: x\napiVersion: v1\n", "unable to decode \"in.yaml\": json: cannot unmarshal string into Go "
                                                 "struct field metadataOnlyObject.metadata of type v1.ObjectMeta"},
    {"kind: Pod\nmetadata: [x]\napiVersion: v1\n", "unable to decode \"in.yaml\": json: cannot unmarshal array into Go "
                                                   "struct field metadataOnlyObject.metadata of type v1.ObjectMeta"},
    {"kind: Pod\nmetadata: {name: a, annotations: {a: 1}}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.annotations "
     "of type string"},
    {"kind: Pod\nmetadata: {name: a, annotations: {a: {b: c}}}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal object into Go struct field ObjectMeta.metadata.annotations "
     "of type string"},
    {"kind: Pod\nmetadata: {name: a, annotations: [x]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal array into Go struct field ObjectMeta.metadata.annotations "
     "of type map[string]string"},
    {"kind: Pod\nmetadata: {name: a, labels: x}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field ObjectMeta.metadata.labels of "
     "type map[string]string"},
    {"kind: Pod\nmetadata: {name: a, finalizers: x}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field ObjectMeta.metadata.finalizers "
     "of type []string"},
    {"kind: Pod\nmetadata: {name: a, finalizers: [1]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.finalizers "
     "of type string"},
    {"kind: Pod\nmetadata: {name: a, generation: x}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field ObjectMeta.metadata.generation "
     "of type int64"},
    {"kind: Pod\nmetadata: {name: a, generation: 1.5}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number 1.5 into Go struct field "
     "ObjectMeta.metadata.generation of type int64"},
    {"kind: Pod\nmetadata: {name: a, generation: 99999999999999999999}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number 100000000000000000000 into Go struct field "
     "ObjectMeta.metadata.generation of type int64"},
    {"kind: Pod\nmetadata: {name: a, creationTimestamp: x}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as "
     "\"2006\""},
    {"kind: Pod\nmetadata: {name: a, creationTimestamp: 1}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field "
     "ObjectMeta.metadata.creationTimestamp of type string"},
    {"kind: Pod\nmetadata: {name: a, creationTimestamp: null}\napiVersion: v1\n", NULL},
    {"kind: Pod\nmetadata: {name: a, creationTimestamp: \"2020-13-01T00:00:00Z\"}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": parsing time \"2020-13-01T00:00:00Z\": month out of range"},
    {"kind: Pod\nmetadata: {name: a, ownerReferences: {a: b}}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal object into Go struct field "
     "ObjectMeta.metadata.ownerReferences of type []v1.OwnerReference"},
    {"kind: Pod\nmetadata: {name: a, ownerReferences: [{uid: 1}]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field "
     "OwnerReference.metadata.ownerReferences.uid of type types.UID"},
    {"kind: Pod\nmetadata: {name: a, ownerReferences: [{controller: x}]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field "
     "OwnerReference.metadata.ownerReferences.controller of type bool"},
    {"kind: Pod\nmetadata: {name: a, ownerReferences: [x]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field "
     "ObjectMeta.metadata.ownerReferences of type v1.OwnerReference"},
    {"kind: Pod\nmetadata: {name: a, deletionGracePeriodSeconds: \"1\"}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go struct field "
     "ObjectMeta.metadata.deletionGracePeriodSeconds of type int64"},
    {"kind: Pod\nmetadata: {name: a, labels: {a: null}, annotations: null}\napiVersion: v1\n", NULL},
    {"kind: Pod\nmetadata: {name: {a: b}}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal object into Go struct field ObjectMeta.metadata.name of "
     "type string"},
    {"kind: Pod\nmetadata: {name: a, namespace: 1, managedFields: [{time: 1, fieldsV1: x}]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field "
     "ManagedFieldsEntry.metadata.managedFields.time of type string"},
    {"kind: Pod\nmetadata: {name: a, managedFields: [{operation: 1}]}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field "
     "ManagedFieldsEntry.metadata.managedFields.operation of type v1.ManagedFieldsOperationType"},
    {"kind: 1\nmetadata: {name: a}\napiVersion: v1\n",
     "unable to decode \"in.yaml\": Object 'Kind' is missing in "
     "'{\"apiVersion\":\"v1\",\"kind\":1,\"metadata\":{\"name\":\"a\"}}'"},
    {"kind: Pod\nmetadata: {name: a}\napiVersion: 1\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field "
     "metadataOnlyObject.TypeMeta.apiVersion of type string"},
    {"kind: Pod\nmetadata: {name: a}\n", NULL},
    {"metadata: {name: a}\napiVersion: v1\n", "unable to decode \"in.yaml\": Object 'Kind' is missing in "
                                              "'{\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}'"},
    {"{\"metadata\": {\"name\": \"a}\"},\n \"apiVersion\": \"v1\", \"x\": [1, {\"a\": \"\\\\\"\"}]}\n",
     "error parsing in.yaml: json: offset 70: invalid character '\"' after object key:value pair"},
    {"{\"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"labels\": {\"z\": 1, \"a\": true}}, \"apiVersion\": 1}\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of "
     "type string"},
    {"\"hello\"\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go value of type unstructured.detector"},
    {"5\n", "unable to decode \"in.yaml\": json: cannot unmarshal number into Go value of type unstructured.detector"},
    {"true\n", "unable to decode \"in.yaml\": json: cannot unmarshal bool into Go value of type unstructured.detector"},
    {"hello\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal string into Go value of type unstructured.detector"},
    {"", NULL},
    {"# c\n---\n---\nnull\n", NULL},
    {"kind: pod\napiVersion: v1\nmetadata: {name: a}\n", NULL},
    {"- a\n- b\n",
     "unable to decode \"in.yaml\": json: cannot unmarshal array into Go value of type unstructured.detector"},
    {"kind: Namespace\napiVersion: v1\nmetadata: {name: b, namespace: zz}\n---\nkind: Pod\napiVersion: v1\nmetadata: "
     "{name: b, namespace: zz}\n",
     NULL},
    {"\357\273\277kind: Pod\r\napiVersion: v1\r\nmetadata: {name: bom}\r\n", NULL},
};

static int into_folder(void **state)
{
    char *dir = xstrdup("/tmp/kubec-test-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    *state = dir;
    return 0;
}

static int out_of_folder(void **state)
{
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(*state), 0); /* each test has removed its files */
    free(*state);
    return 0;
}

static void put(const char *path, const char *text)
{
    assert_null(file_write_atomic(path, text, strlen(text), 0644, false));
}

static struct err *read_into(struct targets *t, struct opt_files *files, const char *selector, bool enforce)
{
    struct manifest_request r = {
        .files = files, .ns = "default", .enforce_ns = enforce, .selector = selector, .local = true};
    return manifests_read(NULL, &r, t);
}

static void documents_as_kubectl(void **state)
{
    (void)state;
    struct opt_files files = {.kustomize = ""};
    strv_add(&files.filenames, "in.yaml");
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        put("in.yaml", documents[i][0]);
        struct targets t;
        assert_null(read_into(&t, &files, "", false));
        if (documents[i][1]) {
            assert_int_equal(t.n, 1);
            assert_non_null(t.v[0].err);
            assert_string_equal(t.v[0].err->msg, documents[i][1]);
        } else {
            for (size_t j = 0; j < t.n; j++)
                assert_null(t.v[j].err);
        }
        targets_release(&t);
    }
    strv_release(&files.filenames);
    unlink("in.yaml");
}

static void lists_and_selectors(void **state)
{
    (void)state;
    put("in.yaml",
        "kind: List\napiVersion: v1\nitems:\n- {kind: A, apiVersion: x/v1, metadata: {name: a, labels: {l: \"1\"}}}\n"
        "- {kind: B, apiVersion: v1, metadata: {name: b, namespace: other}}\n---\nnull\n---\n"
        "kind: CList\napiVersion: v1\nitems:\n- {metadata: {name: c}}\n");
    struct opt_files files = {.kustomize = ""};
    strv_add(&files.filenames, "in.yaml");
    struct targets t;
    assert_null(read_into(&t, &files, "", false));
    assert_int_equal(t.n, 3);
    assert_string_equal(t.v[0].name, "a");
    assert_string_equal(t.v[0].resource->group, "x");
    assert_string_equal(t.v[1].ns, "other");
    assert_string_equal(t.v[2].resource->kind, "C");
    assert_string_equal(t.v[2].source, "in.yaml");
    targets_release(&t);
    assert_null(read_into(&t, &files, "l=1", false));
    assert_int_equal(t.n, 1);
    assert_string_equal(t.v[0].name, "a");
    targets_release(&t);
    struct err *e = read_into(&t, &files, "l=(", false);
    assert_string_equal(
        e->msg,
        "the provided selector \"l=(\" is not valid: unable to parse requirement: found '(', expected: identifier");
    err_free(e);
    targets_release(&t);
    assert_null(read_into(&t, &files, "", true));
    assert_string_equal(
        t.v[1].err->msg,
        "the namespace from the provided object \"other\" does not match the namespace \"default\". You must pass "
        "'--namespace=other' to perform this operation.");
    assert_non_null(t.v[1].err->note);
    targets_release(&t);
    strv_release(&files.filenames);
    unlink("in.yaml");
}

static void standard_input(void **state)
{
    (void)state;
    static char text[] = "{\"kind\":\"A\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}";
    struct opt_files files = {.kustomize = ""};
    strv_add(&files.filenames, "-");
    FILE *in = fmemopen(text, strlen(text), "r");
    struct manifest_request r = {.files = &files, .ns = "default", .local = true, .in = in};
    struct targets t;
    assert_null(manifests_read(NULL, &r, &t));
    fclose(in);
    assert_int_equal(t.n, 1);
    assert_string_equal(t.v[0].source, "STDIN");
    assert_false(t.single_item_implied);
    targets_release(&t);
    strv_release(&files.filenames);
}

static char *found(const struct inputs *in)
{
    struct strv names = {0};
    for (size_t i = 0; i < in->n; i++)
        strv_add(&names, in->v[i].name);
    char *all = strv_join(&names, " ");
    strv_release(&names);
    return all;
}

static void make_tree(void)
{
    assert_int_equal(mkdir("d", 0755) | mkdir("d/s", 0755) | mkdir("e", 0755), 0);
    put("d/b.yaml", "");
    put("d/a.yml", "");
    put("d/c.json", "");
    put("d/no.txt", "");
    put("d/.yaml", "");
    put("d/s/z.yaml", "");
    put("x.txt", "");
    assert_int_equal(symlink("d", "link"), 0);
}

static void remove_tree(void)
{
    static const char *const paths[] = {"d/b.yaml",   "d/a.yml", "d/c.json", "d/no.txt", "d/.yaml", "x.txt",
                                        "d/s/z.yaml", "link",    "d/s",      "d",        "e"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(remove(paths[i]), 0);
}

static void files_folders_and_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *names;
        bool recursive;
        const char *want, *error;
    } cases[] = {
        {"d", false, "d/.yaml d/a.yml d/b.yaml d/c.json", NULL},
        {"./d/", true, "d/.yaml d/a.yml d/b.yaml d/c.json d/s/z.yaml", NULL},
        {"d/no.txt", false, "d/no.txt", NULL},
        {"./x.txt", false, "./x.txt", NULL},
        {"d/*.y*ml", false, "d/.yaml d/a.yml d/b.yaml", NULL},
        {"d/[a-b].y?*", false, "d/a.yml d/b.yaml", NULL},
        {"*/[^a-b.]*.json", false, "d/c.json link/c.json", NULL},
        {"link", false, "link", NULL},
        {"d/b.yaml,-", false, "d/b.yaml STDIN", NULL},
        {"http://h/x,d/b.yaml", false, "http://h/x d/b.yaml", NULL},
        {"e", false, "", "error reading [e]: recognized file extensions are [.json .yaml .yml]"},
        {"nope", false, "", "the path \"nope\" does not exist"},
        {"nope/*.yaml", false, "", "the path \"nope/*.yaml\" does not exist"},
        {"[", false, "", "pattern \"[\" is not valid: syntax error in pattern"},
        {"-,-", false, "", "standard input cannot be used for multiple arguments"},
        {"http://h/%zz", false, "",
         "the URL passed to filename \"http://h/%zz\" is not valid: parse \"http://h/%zz\": invalid URL escape "
         "\"%zz\""},
        {"x.txt/y", false, "", "the path \"x.txt/y\" cannot be accessed: stat x.txt/y: not a directory"},
    };
    make_tree();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct opt_files files = {.kustomize = "", .recursive = cases[i].recursive};
        strv_split(&files.filenames, cases[i].names, ',');
        struct inputs in;
        struct err *e = inputs_find(&files, &in);
        if (cases[i].error)
            assert_string_equal(e->msg, cases[i].error);
        else
            assert_null(e);
        char *names = found(&in);
        assert_string_equal(names, cases[i].want);
        free(names);
        err_free(e);
        inputs_release(&in);
        strv_release(&files.filenames);
    }
    remove_tree();
}

static void what_cannot_be_combined(void **state)
{
    (void)state;
    struct opt_files files = {.kustomize = "k"};
    strv_add(&files.filenames, "f");
    struct inputs in;
    struct err *e = inputs_find(&files, &in);
    assert_string_equal(e->msg, "only one of -f or -k can be specified");
    err_free(e);
    strv_release(&files.filenames);
    files.recursive = true;
    e = inputs_find(&files, &in);
    assert_string_equal(e->msg, "the -k flag can't be used with -f or -R");
    err_free(e);
    struct opt_files none = {.kustomize = ""};
    struct targets t;
    e = read_into(&t, &none, "", false);
    assert_string_equal(e->msg, "must specify one of -f and -k");
    err_free(e);
}

static void utf16_is_read(void **state)
{
    (void)state;
    static const char utf16[] =
        "\xff\xfek\0i\0n\0d\0:\0 \0A\0\n\0m\0e\0t\0a\0d\0a\0t\0a\0:\0 \0{\0n\0a\0m\0e\0:\0 \0\xe9\0}\0\n";
    assert_null(file_write_atomic("in.yaml", utf16, sizeof utf16, 0644, false));
    struct opt_files files = {.kustomize = ""};
    strv_add(&files.filenames, "in.yaml");
    struct targets t;
    assert_null(read_into(&t, &files, "", false));
    assert_int_equal(t.n, 1);
    assert_null(t.v[0].err);
    assert_string_equal(t.v[0].name, "é");
    targets_release(&t);
    strv_release(&files.filenames);
    unlink("in.yaml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_as_kubectl),    cmocka_unit_test(lists_and_selectors),
        cmocka_unit_test(standard_input),          cmocka_unit_test(files_folders_and_patterns),
        cmocka_unit_test(what_cannot_be_combined), cmocka_unit_test(utf16_is_read),
    };
    return cmocka_run_group_tests(tests, into_folder, out_of_folder);
}
