"""What the operating system complains about, in Vietnamese. Standard library only."""

import errno

WORDS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EISDIR: "đó là một thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EEXIST: "đã có rồi",
    errno.EIO: "ổ đĩa đọc hoặc ghi không được",
    errno.EADDRINUSE: "đang có chương trình khác dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
    errno.EAFNOSUPPORT: "máy này không dùng loại địa chỉ đó",
}


def why(problem: OSError) -> str:
    """The reason in a few words, without a full stop; of an unknown one the number."""
    return WORDS.get(problem.errno or 0) or f"lỗi hệ thống số {problem.errno}"
