//! What is said of built programs and of tests, in English and Chinese; the form is that of [`super::table`].

/// English and Chinese, by English.
#[rustfmt::skip]
pub(super) const ROWS: &[(&str, &str)] = &[
    ("`{}` is no program that can be run ({}): {}", "`{1}` 不是可以运行的程序({2}):{3}"),
    ("format: {}", "format:{1}"),
    ("content_hash: {}", "content_hash:{1}"),
    ("this version reads {}, found {}; build the program anew from its policies (`exeunt build`)", "本版本读取格式 {1},却是 {2};请用其规则重新编译程序(`exeunt build`)"),
    ("the file is damaged or was edited: its content is not what its hash announces", "文件已损坏或被改动:内容与所载哈希不符"),
    ("there is no hash of the content", "没有内容的哈希"),
    ("the file is cut short", "文件不完整"),
    ("not the binary form of a built program", "不是编译好的程序的二进制形式"),
    ("neither form of a built program", "不是编译好的程序"),
    ("not a built program: {}", "不是编译好的程序:{1}"),
    ("`{}` is not the program that is expected: its hash is {}, not {}", "`{1}` 不是所要求的程序:它的哈希是 {2},不是 {3}"),
    ("the program and its hashes cannot both go to standard output: name a file to write to", "程序和哈希不能都写到标准输出:请指定要写入的文件"),
    ("cannot write the program: {}", "无法写出程序:{1}"),
    ("cannot write the manifest: {}", "无法写出清单:{1}"),
    ("the program was built without its tests: `exeunt build --with-tests` keeps them", "该程序编译时未包含测试:`exeunt build --with-tests` 会保留测试"),
    ("there are no tests: the policies have none, and no folder `fixtures` has any", "没有测试:规则中没有,`fixtures` 文件夹中也没有"),
];
