export default {
  zh: {
    no_room: '手机空间不够，这张还没存住。已保存的都在；请在“我的”里清掉已入库的原图，再试一次。',
    no_picture: '“{name}”不是能用的照片，没有加进来。请换一张。',
    too_large: '“{name}”超过 20 兆，没有加进来。请换一张小些的。',
    too_many_pixels: '“{name}”超过 5000 万像素，没有加进来。请调低像素再拍，或换一张。',
    cut_off: '“{name}”不完整，缺了一部分，没有加进来。请重拍，或换一张。',
  },
  en: {
    no_room: 'The phone is full; this one is not kept yet. All saved ones are. Clear stored originals under “Me”, then try again.',
    no_picture: '“{name}” is not a usable photo and was not added. Please choose another.',
    too_large: '“{name}” is over 20 MB and was not added. Please choose a smaller one.',
    too_many_pixels: '“{name}” has over 50 megapixels and was not added. Take it with fewer pixels, or choose another.',
    cut_off: '“{name}” is cut off and was not added. Take it again, or choose another.',
  },
}
