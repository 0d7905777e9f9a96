// The command line as data. Nothing comes in; parsing and help go out of these two tables, so
// that an option cannot exist without its help in both languages.
#include "opts_table.h"

#define TOP      (1u << PAI_CMD_NONE)
#define RENDER   (1u << PAI_CMD_RENDER)
#define CHECK    (1u << PAI_CMD_CHECK)
#define DUMP     (1u << PAI_CMD_DUMP)
#define LAYOUT   (1u << PAI_CMD_LAYOUT)
#define WATCH    (1u << PAI_CMD_WATCH)
#define MAKES    (RENDER | WATCH) // files
#define BATCH    (1u << PAI_CMD_BATCH)
#define VERIFY   (1u << PAI_CMD_VERIFY)
#define COMMANDS (RENDER | CHECK | DUMP | WATCH | BATCH)

#define BIT(id) ((uint64_t)1 << PAI_OPT_##id)

// clang-format off
const struct pai_opt_row pai_opt_rows[] = {
    {PAI_OPT_OUTPUT, 'o', "output", "输出.pdf", "OUT.pdf", NULL, MAKES | LAYOUT,
     "输出到哪里：文件名、已有的文件夹，或 -（标准输出）；不写时放在原稿旁边，扩展名换成 .pdf",
     "where to write: a file, an existing directory, or - (standard output); by default beside the input, with .pdf"},
    {PAI_OPT_OUTPUT, 'o', "output", "文件夹", "OUT", NULL, BATCH,
     "输出到哪个文件夹，没有就新建；里面的排列和原稿的一样，还有报告和进度记录",
     "the directory to write to, made if it is not there; it mirrors the inputs and holds the reports and the journal"},
    {PAI_OPT_JOBS, 'j', "jobs", "个数", "N", "1-256", BATCH,
     "同时排几期；默认等于处理器的个数", "how many issues at once; default: one for each processor"},
    {PAI_OPT_MATCH, 0, "match", "样式", "GLOB", NULL, BATCH,
     "文件夹里只排名字合这个样式的文件，例如 '2021/*.txt'；可以写多次；默认 '*.txt'",
     "which files of a directory are issues, as in '2021/*.txt'; may be given several times; default '*.txt'"},
    {PAI_OPT_NAME, 0, "name", "模板", "TEMPLATE", NULL, BATCH,
     "PDF 的名字，例如 '{year}/{name}-{number:03}.pdf'；可用 {dir} {stem} {name} {office} {number} {total} {year} {month} {day}",
     "names of the PDFs, as in '{year}/{name}-{number:03}.pdf'; fields: {dir} {stem} {name} {office} {number} {total} {year} {month} {day}"},
    {PAI_OPT_LIMIT_TIME, 0, "limit-time", "秒", "SECONDS", "0.01-86400", BATCH,
     "一期最多用多少秒处理器时间（等文件最多等到它的十倍）；默认 60",
     "CPU seconds that one issue may take (ten times as long where it only waits); default 60"},
    {PAI_OPT_LIMIT_MEMORY, 0, "limit-memory", "兆", "MB", "1-65536", BATCH,
     "一期最多用多少内存，以 MB 计；默认 1024", "memory that one issue may take, in MB; default 1024"},
    {PAI_OPT_SHARD, 0, "shard", "第几/共几", "I/N", "1/4", BATCH,
     "把全部原稿按内容分成 N 份，这里只排第 I 份；几台机器可以往同一个文件夹里排",
     "divide the issues by their contents into N parts and do part I; several machines may share the directory"},
    {PAI_OPT_ONLY_CHANGED, 0, "only-changed", NULL, NULL, NULL, BATCH,
     "只排新增或改过的原稿；版式、字体、程序换了，排好的也不重排",
     "do only issues whose own text is new or changed, even if the layout, the fonts or the program are not the same any more"},
    {PAI_OPT_KEEP_GOING, 0, "keep-going", NULL, NULL, NULL, BATCH,
     "有的一期出错时接着排别的（默认）", "go on after an issue with errors (the default)"},
    {PAI_OPT_FAIL_FAST, 0, "fail-fast", NULL, NULL, NULL, BATCH,
     "有一期出错就停下", "stop after the first issue with errors"},
    {PAI_OPT_STATUS, 0, "status", "文件夹", "OUT", NULL, BATCH,
     "不排印，只看这个文件夹排到哪里了（正在排时也可以看）",
     "render nothing, say where the run of this directory stands (also while it goes on)"},
    {PAI_OPT_MERGE, 0, "merge", "文件夹", "OUT", NULL, BATCH,
     "不排印，把各份（--shard）的报告合成一份", "render nothing, join the reports of all shards"},
    {PAI_OPT_LAYOUT, 'l', "layout", "版式", "LAYOUT", NULL, COMMANDS | LAYOUT,
     "版式的名字或版式文件的路径；默认 bulletin",
     "name of a layout or path of a layout file; default bulletin"},
    {PAI_OPT_PNG, 0, "png", "文件夹", "DIR", NULL, MAKES,
     "把各页画成图片放进这个文件夹：page-1.png、page-2.png……（多份原稿时前面加原稿的名字）；- 表示标准输出，只能一页。不另写 -o 时不生成 PDF",
     "draw the pages as pictures into this directory: page-1.png, page-2.png … (headed by the input's name where there are several); - is standard output, for one page. No PDF is made unless -o is given too"},
    {PAI_OPT_PAGES, 0, "pages", "页码", "PAGES", "1,3-5,8-", MAKES | LAYOUT,
     "只要这几页，例如 1,3-5,8-（8- 表示第 8 页到最后）；对 PDF 和图片都有效",
     "only these pages, such as 1,3-5,8- (8- is from page 8 to the end); for the PDF and for pictures"},
    {PAI_OPT_DPI, 0, "dpi", "点数", "N", "10-600", MAKES | LAYOUT,
     "图片的分辨率，每英寸的点数；默认 150", "resolution of pictures in dots per inch; default 150"},
    {PAI_OPT_POLL, 0, "poll", NULL, NULL, NULL, WATCH,
     "每秒查看五次，不靠系统的通知；文件在网络共享文件夹里时用",
     "look five times a second instead of relying on the system's notices; for files on a network share"},
    {PAI_OPT_JSON, 0, "json", NULL, NULL, NULL, LAYOUT,
     "和 layout diff 一起用：写成 JSON，每一处不同各占一行", "with layout diff: write JSON, each line of type by itself"},
    {PAI_OPT_CLAIMS, 0, "claims", "标准", "LIST", "x-4, a-2a, ua-1, none", MAKES | CHECK | BATCH,
     "PDF 声明符合哪些标准，用逗号隔开：x-4（付印）、a-2a（存档）、ua-1（读屏）；none 表示不声明；默认三个都声明",
     "the standards the PDF claims, with commas between: x-4 (press), a-2a (archive), ua-1 (screen readers), or none; default all three"},
    {PAI_OPT_SIZE, 0, "size", "大小", "SIZE", "normal, small, fast", RENDER | BATCH,
     "文件要小还是要快：normal、small（最小，每期多用几十毫秒）、fast（最快，大一成）；默认 normal",
     "what the file is made for: normal, small (smallest, some tens of milliseconds more) or fast (fastest, a tenth larger); default normal"},
    {PAI_OPT_PRINT, 0, "print", NULL, NULL, NULL, CHECK,
     "印前检查：在标准输出上逐条列出付印、存档、读屏的规则和结果",
     "preflight: list the rules of press, archive and screen readers with their results on standard output"},
    {PAI_OPT_DIAGNOSTICS, 0, "diagnostics", "样式", "FORM", "human, short, json", COMMANDS | LAYOUT | VERIFY,
     "消息的样式：human（带原文）、short（一行一条）、json（一行一个对象）；默认 human",
     "form of messages: human (with the source line), short (one line each), json (one object a line); default human"},
    {PAI_OPT_STRICT, 0, "strict", NULL, NULL, NULL, COMMANDS | LAYOUT,
     "把提醒当作错误", "treat warnings as errors"},
    {PAI_OPT_FONT_DIR, 0, "font-dir", "文件夹", "DIR", NULL, COMMANDS | LAYOUT,
     "先在这个文件夹里找字体；可以写多次", "look for fonts in this directory first; may be given several times"},
    {PAI_OPT_NO_SYSTEM_FONTS, 0, "no-system-fonts", NULL, NULL, NULL, COMMANDS | LAYOUT,
     "只用 --font-dir 和 PAIBAN_FONTS 里的字体", "use only the fonts of --font-dir and PAIBAN_FONTS"},
    {PAI_OPT_LIMIT_SIZE, 0, "limit-size", "兆", "MB", "1-1024", COMMANDS | LAYOUT,
     "原稿大小的上限，以 MB 计；默认 16", "largest input that is accepted, in MB; default 16"},
    {PAI_OPT_TIMINGS, 0, "timings", NULL, NULL, NULL, RENDER,
     "在标准错误上列出各步用时（毫秒，处理器时间）和内存峰值（KiB）",
     "list CPU milliseconds of each stage and peak memory in KiB on standard error"},
    {PAI_OPT_EXPLAIN, 0, "explain", "篇.段", "ARTICLE.PARAGRAPH", "0.0", DUMP,
     "和 dump lines 一起用：这一段可以断在哪里、各要多少费用、为什么这样断；篇和段从 0 数起，和 dump lines 里的一样",
     "with dump lines: where this paragraph could break, what each would cost, why it breaks as it does; counted from 0 as in dump lines"},
    {PAI_OPT_FORMAT, 0, "format", "格式", "FORM", "text, markdown, man, json-schema", LAYOUT,
     "和 layout doc 一起用：text（终端）、markdown、man（手册页）、json-schema（给编辑器用）；默认 text",
     "with layout doc: text (terminal), markdown, man (a manual page), json-schema (for editors); default text"},
    {PAI_OPT_LANG, 0, "lang", "zh|en", "zh|en", "zh, en", TOP | COMMANDS | LAYOUT | VERIFY,
     "消息用中文或英文；默认看系统的语言设置", "messages in Chinese or English; default: from the locale"},
    {PAI_OPT_HELP, 'h', "help", NULL, NULL, NULL, TOP | COMMANDS | LAYOUT | VERIFY,
     "显示本说明", "show this help"},
    {PAI_OPT_VERSION, 0, "version", NULL, NULL, NULL, TOP,
     "显示版本号", "show the version"},
};

const struct pai_command_row pai_command_rows[PAI_CMD_COUNT] = {
    [PAI_CMD_NONE] = {"", "命令 …", "COMMAND …",
     "把一期简报的文字排成可以付印的 PDF", "typesets the text of a bulletin as a PDF for print",
     "每个命令都有自己的说明：paiban render --help", "Each command has help of its own: paiban render --help"},
    [PAI_CMD_RENDER] = {"render", "原稿… [选项]", "INPUT... [OPTIONS]",
     "排成 PDF", "make the PDF",
     "原稿是纯文本，- 表示标准输入。稿子有错误时不生成 PDF，原有的 PDF 不动。",
     "INPUT is plain text; - is standard input. Where there is an error no PDF is written and an older one stays as it was."},
    [PAI_CMD_CHECK] = {"check", "原稿… [选项]", "INPUT... [OPTIONS]",
     "只检查，不写文件", "check only, write nothing",
     "从头到尾排一遍，列出排印时会遇到的全部问题，不写任何文件。",
     "Goes all the way that render goes and lists everything it would meet, but writes no file."},
    [PAI_CMD_DUMP] = {"dump", "doc|lines|pages 原稿 [选项]", "doc|lines|pages INPUT [OPTIONS]",
     "把读到的内容、行或页以 JSON 写到标准输出", "write what was read, the lines or the pages as JSON",
     "doc：读懂了什么；lines：每一段断成哪些行；pages：每一页有哪些行和线，以及它们的位置。",
     "doc: what was understood; lines: how each paragraph breaks; pages: the lines and rules of each page with their places."},
    [PAI_CMD_LAYOUT] = {"layout", "doc|check|show|diff … [选项]", "doc|check|show|diff ... [OPTIONS]",
     "查看版式的全部键，检查、画出、比较版式", "explain, check, draw and compare layouts",
     "不知道怎么写版式时先看 doc；改好以后用 check，一次指出全部写错的地方；show 把版心、行格、各块的名字画在页面上；diff 说出换一个版式以后哪些行动了。",
     "doc explains every key of a layout; check points at every mistake of a layout file in one run; show draws type area, grid and blocks over the pages; diff tells which lines move in another layout."},
    [PAI_CMD_WATCH] = {"watch", "原稿… [选项]", "INPUT... [OPTIONS]",
     "守着原稿和版式，一存盘就重排", "render again at every save of the input or the layout",
     "开着看图或看 PDF 的程序，在编辑器里改原稿、版式或字体方案，存盘后马上看到结果。改坏了就指出哪里不对，原来的 PDF 和图片不动。按 Ctrl-C 结束。",
     "Keep a viewer open, edit the input, the layout or the fontset, and see the result of each save. A broken save is explained, and the last good PDF and pictures stay. Ctrl-C ends."},
    [PAI_CMD_BATCH] = {"batch", "文件夹|清单|原稿…|- -o 文件夹 [选项]", "DIR|LIST|INPUT...|- -o OUT [OPTIONS]",
     "成批地排：整个文件夹、一份清单", "render an archive: directories, lists of inputs",
     "清单一行一个文件名，扩展名是 .list 或 .lst；- 表示清单在标准输入上。排完的记在输出文件夹里；中断后再运行同一条命令，只排剩下的。",
     "A list has one file name a line and ends in .list or .lst; - is a list on standard input. What is done is recorded in OUT: after an interruption the same command does what is left."},
    [PAI_CMD_VERIFY] = {"verify", "文件夹… [选项]", "OUT... [OPTIONS]",
     "核对成批排出的 PDF 有没有坏", "check the PDFs of a batch against their recorded hashes",
     "逐个读一遍 batch 排出的 PDF，和排的时候记下的哈希值比较，列出缺的和变了的。",
     "Reads every PDF that batch wrote, compares it with the hash recorded then, and lists what is missing or changed."},
};

const struct pai_sub_row pai_sub_rows[] = {
    {PAI_CMD_LAYOUT, "doc", 0, 8, "[键…]", "[KEY...]",
     "版式里可以写什么；后面写上键或组的名字，就只看这些", "what a layout may say; with names of keys or groups behind it, only these",
     BIT(FORMAT)},
    {PAI_CMD_LAYOUT, "check", 1, UINT32_MAX, "版式…", "LAYOUT...",
     "检查版式文件（或版式的名字），不排稿子", "check layouts, by file or by name, without a bulletin",
     0},
    {PAI_CMD_LAYOUT, "show", 1, 1, "原稿 -l 版式 -o 图.png|图.pdf", "INPUT -l LAYOUT -o FILE.png|FILE.pdf",
     "排出这份原稿，把版心、行格、基线、各块的外框和名字画在页面上（图片有几页时是 图-1.png、图-2.png……）",
     "set the input and draw type area, grid, baselines, frames and names of blocks over its pages (pictures of several pages are FILE-1.png ...)",
     BIT(LAYOUT) | BIT(OUTPUT) | BIT(PAGES) | BIT(DPI) | BIT(LIMIT_SIZE)},
    {PAI_CMD_LAYOUT, "diff", 3, 3, "版式甲 版式乙 原稿 [-o 文件夹]", "LAYOUT-A LAYOUT-B INPUT [-o DIR]",
     "同一份原稿换一个版式，哪些行动了、换了断法；写上 -o 时，再把两种样子叠在一起画成图片：甲独有的红，乙独有的蓝",
     "which lines of the input move or break otherwise in the second layout; with -o also pictures of both over each other: red is in A only, blue in B only",
     BIT(OUTPUT) | BIT(PAGES) | BIT(DPI) | BIT(JSON) | BIT(LIMIT_SIZE)},
};
// clang-format on

const uint64_t pai_sub_options = BIT(FORMAT) | BIT(LAYOUT) | BIT(OUTPUT) | BIT(PAGES) |
                                 BIT(DPI) | BIT(JSON) | BIT(LIMIT_SIZE);

const size_t pai_sub_count = sizeof pai_sub_rows / sizeof *pai_sub_rows;
const size_t pai_opt_count = sizeof pai_opt_rows / sizeof *pai_opt_rows;
