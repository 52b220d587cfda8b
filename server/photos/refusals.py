"""What can go wrong with a picture, in words for the person who took it: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..problems import Problem, problem

HashMismatch = problem(
    "hash_mismatch",
    422,
    ("照片在路上变了样", "收到的照片和手机上的不一样，没有入库；手机上的原照片还在，请再传一次。"),
    (
        "The photo changed on its way",
        "What arrived differs from the photo on your phone and "
        "was not stored; the photo is still on your phone. Send it again.",
    ),
)
NotAnImage = problem(
    "not_an_image",
    422,
    ("这不是照片", "这个文件不是 JPEG、PNG、WebP 或 HEIC 照片，没有入库；原文件还在手机上。请换一张照片。"),
    (
        "Not a photo",
        "This file is not a JPEG, PNG, WebP or HEIC photo and "
        "was not stored; it is still on your phone. Choose another photo.",
    ),
)
ImageTruncated = problem(
    "image_truncated",
    422,
    ("照片不完整", "这张照片已损坏或缺了一部分，打不开，没有入库；原文件还在手机上。请重拍，或换一张。"),
    (
        "The photo is incomplete",
        "This photo is damaged or cut off, cannot be opened and was not stored; "
        "the file is still on your phone. Take it again or choose another.",
    ),
)
ImageTooLarge = problem(
    "image_too_large",
    422,
    ("照片太大", "一张照片最大 {max_mb} MB、{max_megapixels} 百万像素；这张没有入库，原照片还在手机上。请缩小后再传。"),
    (
        "The photo is too large",
        "A photo may have up to {max_mb} MB and {max_megapixels} megapixels; "
        "this one was not stored and is still on your phone. Make it smaller and send it again.",
    ),
)
#: The same, said before the first byte is sent.
TooLargeToSend = problem("image_too_large", 413, ImageTooLarge.words["zh"], ImageTooLarge.words["en"])
UploadExpired = problem(
    "upload_expired",
    410,
    ("这次上传已过期", "这次上传隔得太久，已经清掉；照片还在手机上，会重新上传。"),
    (
        "This upload has expired",
        "This upload was left for too long and was cleared; the photo is still on your phone and will be sent anew.",
    ),
)
TusVersion = problem(
    "tus_version",
    412,
    ("上传方式的版本不对", "服务器只认 tus 1.0.0 的上传方式；照片还在手机上，请更新后再传。"),
    (
        "Wrong upload version",
        "This server speaks tus 1.0.0 only; the photo is still on your phone. Update and send again.",
    ),
)
TooManyUploads = problem(
    "too_many_uploads",
    429,
    ("未传完的照片太多", "您有太多照片还没有传完，请先传完这些；照片都还在手机上。"),
    (
        "Too many unfinished uploads",
        "Too many of your photos are only partly sent; finish those first. All photos are still on your phone.",
    ),
)
PhotoInUse = problem(
    "photo_in_use",
    409,
    ("照片已作为依据，不能删", "这张照片已经被用来办理这条隐患，不能再删；它会一直保留。"),
    ("The photo is evidence now", "A step was decided on this photo, so it can no longer be deleted; it is kept."),
)
PhotoFixed = problem(
    "photo_fixed",
    422,
    ("照片的这一项不能改", "照片拍下的内容、时间和位置不能改，只能改说明；您写的都还在。"),
    (
        "This cannot be changed on a photo",
        "What a photo shows, when and where it was taken stay as they are; "
        "only its caption can be changed. What you wrote is kept.",
    ),
)
PhotoNotStored = problem(
    "photo_not_stored",
    404,
    ("照片还没有传到", "这张照片还在拍它的手机上，传到后就能看。"),
    (
        "The photo has not arrived yet",
        "This photo is still on the phone that took it; it can be seen once it has arrived.",
    ),
)
NoSuchRange = problem(
    "no_such_range",
    416,
    ("没有这一段", "要的这一段超出了照片的长度。"),
    ("No such part", "The part that was asked for lies beyond the end of the photo."),
)


class Stopped(Problem):
    """A request that leaves an upload unfinished; it always says how much is kept."""

    def __init__(self, offset: int, **extra: Any) -> None:
        super().__init__(offset=offset, **extra)
        self.headers["Upload-Offset"] = str(offset)


class WrongOffset(Stopped):
    code = "wrong_offset"
    status = 409
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("续传的位置不对", "服务器已收到 {offset} 字节，请从这里接着传；什么都没有丢。"),
        "en": ("Wrong place to go on", "The server has {offset} bytes; go on from there. Nothing is lost."),
    }


class TakenOver(Stopped):
    code = "upload_taken_over"
    status = 409
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("已由新的连接接着传", "同一张照片有了更新的连接，这次连接不再写入；已收到 {offset} 字节。"),
        "en": (
            "A newer connection goes on",
            "A newer connection took over this photo, so this one writes nothing more; {offset} bytes are kept.",
        ),
    }


class Interrupted(Stopped):
    code = "upload_interrupted"
    status = 400
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("上传中断", "连接断了，已收到的 {offset} 字节都保留着，从这里接着传即可。"),
        "en": (
            "The upload was interrupted",
            "The connection broke; the {offset} bytes that arrived are kept. Go on from there.",
        ),
    }


class PastTheEnd(Stopped):
    code = "past_the_end"
    status = 413
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("比说好的长", "发来的内容超过了照片的长度，多出的没有写入；已收到 {offset} 字节。"),
        "en": (
            "Longer than announced",
            "More was sent than the photo's length; the excess was not written. {offset} bytes are kept.",
        ),
    }


class ChecksumMismatch(Stopped):
    code = "checksum_mismatch"
    status = 460
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": ("这一段传错了", "这一段在路上出了错，没有写入；请从第 {offset} 字节再传这一段。"),
        "en": (
            "This part arrived wrong",
            "This part changed on its way and was not written; send it again from byte {offset}.",
        ),
    }


class DiskFull(Stopped):
    code = "disk_full"
    status = 507
    words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "zh": (
            "服务器存满了",
            "服务器的磁盘满了，已收到的 {offset} 字节都保留着，照片也还在手机上；"
            "请告诉管理员，腾出空间后会自动接着传。",
        ),
        "en": (
            "The server is full",
            "The server's disk is full. The {offset} bytes that arrived are kept, and "
            "the photo is still on your phone. Tell the administrator; sending goes on once there is room.",
        ),
    }

    def __init__(self, offset: int, **extra: Any) -> None:
        super().__init__(offset, **extra)
        self.headers["Retry-After"] = "300"
