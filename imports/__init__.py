"""Files that come from outside: read safely, understood completely, written by somebody else.

    reader.stream(path)      a child process with limits reads CSV, XLSX, XLS or ODS → SheetRow
    people.parse(rows, …)    rows → Plan: records and every mistake of the file at once
                             (areas, households and pairings in the same way)
    mistakes.write(…)        the error workbook: row, column, value, reason, how to mend
    storage.imports          applies a clean Plan in one transaction, after somebody said yes

Parsing is a function of the rows and of what is known (area codes, household numbers, phones);
it touches no database. No module in here loads a spreadsheet library when it is imported.
"""
