// Write workbooks with libxlsxwriter alone: what `shramik link` writes to districts/, from rows laid out by
// workbook_rows.py, as fast as the library allows in constant memory.
//
// Usage: xlsx_rows PROCESSES OUT IN.rows...      one workbook IN.xlsx for each file; largest first
// A line of IN.rows, cells parted by tabs: "S name" starts a sheet, "H cells" is its header, "Y cells" a yellow row,
// "- cells" any other row.  On the sheet called Targets a cell that begins with "#" is a number.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

static void fail(const char *what, const char *name) {
    fprintf(stderr, "xlsx_rows: %s: %s\n", what, name);
    exit(1);
}

static void write_workbook(const char *rows_file, char *folder) {
    FILE *rows = fopen(rows_file, "r");
    if (!rows) fail("can't be read", rows_file);
    const char *base = strrchr(rows_file, '/');
    base = base ? base + 1 : rows_file;
    char path[4096];
    snprintf(path, sizeof path, "%s/%.*s.xlsx", folder, (int)(strlen(base) - strlen(".rows")), base);

    lxw_workbook_options options = {.constant_memory = 1, .use_zip64 = 1, .tmpdir = folder};
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (!book) fail("can't be started", path);
    lxw_format *yellow = workbook_add_format(book), *bold = workbook_add_format(book);
    format_set_bg_color(yellow, 0xFFFF00);
    format_set_bold(bold);
    format_set_bg_color(bold, 0xDCE6F1);

    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0;
    lxw_col_t columns = 0;
    int numbers = 0;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, rows)) > 2) {
        if (line[length - 1] == '\n') line[--length] = 0;
        char kind = line[0], *cell = line + 2;
        if (kind == 'S') {
            if (sheet) worksheet_autofilter(sheet, 0, 0, row - 1, columns - 1);
            sheet = workbook_add_worksheet(book, cell);
            if (!sheet) fail("sheet can't be started", cell);
            numbers = strcmp(cell, "Targets") == 0;
            row = 0;
            worksheet_freeze_panes(sheet, 1, 0);
            worksheet_set_paper(sheet, 9);
            worksheet_set_landscape(sheet);
            worksheet_fit_to_pages(sheet, 1, 0);
            worksheet_repeat_rows(sheet, 0, 0);
            continue;
        }
        lxw_format *format = kind == 'Y' ? yellow : kind == 'H' ? bold : NULL;
        if (kind == 'H') {
            columns = 1;
            for (char *c = cell; *c; c++) columns += *c == '\t';
            worksheet_set_column(sheet, 0, columns - 1, 16, NULL);
        }
        lxw_col_t column = 0;
        while (cell) {
            char *end = strchr(cell, '\t');
            if (end) *end = 0;
            lxw_error error = LXW_NO_ERROR;
            if (!*cell) {
                if (format) error = worksheet_write_blank(sheet, row, column, format);
            } else if (numbers && *cell == '#') {
                error = worksheet_write_number(sheet, row, column, atof(cell + 1), format);
            } else {
                error = worksheet_write_string(sheet, row, column, cell, format);
            }
            if (error != LXW_NO_ERROR) fail("cell can't be written", cell);
            column++;
            cell = end ? end + 1 : NULL;
        }
        row++;
    }
    if (sheet) worksheet_autofilter(sheet, 0, 0, row - 1, columns - 1);
    free(line);
    fclose(rows);
    if (workbook_close(book) != LXW_NO_ERROR) fail("can't be closed", path);
}

static long size_of(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (long)status.st_size : 0;
}

static int larger_first(const void *a, const void *b) {
    long x = size_of(*(char *const *)a), y = size_of(*(char *const *)b);
    return (x < y) - (x > y);
}

int main(int count, char **arguments) {
    if (count < 4) fail("usage", "xlsx_rows PROCESSES OUT IN.rows...");
    int processes = atoi(arguments[1]), files = count - 3;
    char **names = arguments + 3;
    qsort(names, files, sizeof *names, larger_first);
    if (processes < 2) {
        for (int i = 0; i < files; i++) write_workbook(names[i], arguments[2]);
        return 0;
    }
    // Each process asks for the next file through a pipe: none is left with the largest at the end.
    int queue[2];
    if (pipe(queue) != 0) fail("pipe", "");
    for (int i = 0; i < files; i++)
        if (write(queue[1], &i, sizeof i) != sizeof i) fail("pipe", "");
    close(queue[1]);
    for (int p = 0; p < processes; p++) {
        if (fork() != 0) continue;
        int next;
        while (read(queue[0], &next, sizeof next) == sizeof next) write_workbook(names[next], arguments[2]);
        exit(0);
    }
    int failed = 0, status;
    while (wait(&status) > 0) failed |= status != 0;
    return failed;
}
