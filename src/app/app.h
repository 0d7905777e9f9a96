// What the files of the command share: how it speaks, and the codes it ends with (design 5).
#ifndef PAI_APP_H
#define PAI_APP_H

// The language of messages and help.
enum pai_ui { PAI_UI_ZH, PAI_UI_EN };

enum pai_format { PAI_FORMAT_HUMAN, PAI_FORMAT_SHORT, PAI_FORMAT_JSON };

enum pai_exit {
    PAI_EXIT_OK,       // clean, or warnings only
    PAI_EXIT_DOCUMENT, // the document or the layout has errors
    PAI_EXIT_USAGE,    // the command line is wrong
    PAI_EXIT_SYSTEM,   // files, memory, fonts missing
};

#define PAI_PROGRAM "paiban"

// Ends the process with PAI_EXIT_SYSTEM: the hook of every arena.
void pai_app_no_memory(void);

// From now on it says nothing: in a worker of `batch`, whose parent says it.
void pai_app_no_memory_quiet(void);

#endif
